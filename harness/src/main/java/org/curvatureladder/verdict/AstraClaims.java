package org.curvatureladder.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The claims of "Better Training Data Attribution via Better Inverse Hessian-Vector Products" (Wang
 * et al. 2025, arXiv 2507.14740) and the rows that decide them; the table is in docs/method.md.
 */
public final class AstraClaims {
  static final String LDS_EXPERIMENT = "astra-lds";
  static final String CURVES_EXPERIMENT = "astra-curves";
  static final String EIGENSPACES_EXPERIMENT = "astra-eigenspaces";

  private static final String ASTRA = "ASTRA";
  private static final String SNI = "SNI";
  private static final String ASTRA_IF = "ASTRA-IF";
  private static final String EK_FAC_IF = "EK-FAC-IF";

  /** Iterations within which ASTRA is claimed to converge. */
  static final int ITERATIONS = 200;

  /** Converged: a hundredth of the objective left, a tenth of the error in the energy norm. */
  static final double CONVERGED = 0.01;

  /** Far from converged: ten times that. */
  static final double FAR = 0.1;

  /** Eigenvalues up to this one count as low curvature. */
  static final String LOW_CURVATURE = "above 1e-2";

  /** LDS that is "much". */
  static final double MUCH = 0.05;

  private AstraClaims() {}

  /** B1 to B5. */
  public static List<Claim> all() {
    return List.of(
        new Claim(
            "B1",
            "ASTRA-IF beats EK-FAC-IF in LDS.",
            "the paired LDS difference of the two",
            "lds-by-method",
            AstraClaims::betterThanItsPreconditioner),
        new Claim(
            "B2",
            "ASTRA needs fewer than 200 iterations where SNI is far from converged.",
            "the objective left after 200 iterations, and the paired LDS difference there",
            "curves",
            AstraClaims::fasterThanNeumann),
        new Claim(
            "B3",
            "Low-curvature directions carry much of the LDS.",
            "the paired LDS lost when only eigenvalues above 1e-2 are kept",
            "eigenspaces",
            AstraClaims::lowCurvatureMatters),
        new Claim(
            "B4",
            "Ensembling gains more with ASTRA.",
            "the paired difference of the two gains in LDS",
            "lds-by-method",
            AstraClaims::gainsMoreByEnsembling),
        new Claim(
            "B5",
            "Single-model LDS is about .5, ensembled about .6 in many settings.",
            "the LDS of ASTRA, single and ensembled",
            "lds-by-method",
            AstraClaims::levels));
  }

  private static List<Part> betterThanItsPreconditioner(Evidence evidence) {
    return List.of(difference(evidence, LDS_EXPERIMENT, RowNames.difference(ASTRA_IF, EK_FAC_IF)));
  }

  private static List<Part> fasterThanNeumann(Evidence evidence) {
    String astra = RowNames.at(ASTRA, ITERATIONS);
    String sni = RowNames.at(SNI, ITERATIONS);
    return List.of(
        within(
            evidence,
            CURVES_EXPERIMENT,
            RowNames.OBJECTIVE_GAP,
            astra,
            Expectation.within(Double.NEGATIVE_INFINITY, CONVERGED)),
        within(
            evidence,
            CURVES_EXPERIMENT,
            RowNames.OBJECTIVE_GAP,
            sni,
            Expectation.within(FAR, Double.POSITIVE_INFINITY)),
        difference(evidence, CURVES_EXPERIMENT, RowNames.difference(astra, sni)));
  }

  private static List<Part> lowCurvatureMatters(Evidence evidence) {
    String lost = RowNames.all(LOW_CURVATURE);
    return List.of(
        within(
            evidence,
            EIGENSPACES_EXPERIMENT,
            RowNames.LDS_DIFFERENCE,
            lost,
            Expectation.within(MUCH, Double.POSITIVE_INFINITY)));
  }

  private static List<Part> gainsMoreByEnsembling(Evidence evidence) {
    return List.of(
        difference(evidence, LDS_EXPERIMENT, RowNames.ensembleGain(ASTRA_IF, EK_FAC_IF)));
  }

  private static List<Part> levels(Evidence evidence) {
    return List.of(
        within(evidence, LDS_EXPERIMENT, RowNames.LDS, ASTRA_IF, Expectation.within(0.4, 0.6)),
        ensembles(evidence, ASTRA_IF, Expectation.within(0.5, 0.7)));
  }

  /** Tested to be greater than 0, at every place that has the row and its p-value. */
  private static Part difference(Evidence evidence, String experiment, String method) {
    return new Part(
        method,
        places(evidence, experiment, RowNames.LDS_DIFFERENCE, method).stream()
            .map(place -> evidence.tested(place, RowNames.LDS_DIFFERENCE, method))
            .flatMap(Optional::stream)
            .map(found -> Trial.of(found, Expectation.better(VerdictRule.RELEVANT)))
            .toList());
  }

  /** Held against bounds, at every place that has the row. */
  private static Part within(
      Evidence evidence, String experiment, String metric, String method, Expectation bounds) {
    return new Part(
        metric + " of " + method,
        places(evidence, experiment, metric, method).stream()
            .map(place -> evidence.find(place, metric, method))
            .flatMap(Optional::stream)
            .map(found -> Trial.of(found, bounds))
            .toList());
  }

  /** The LDS of a method's ensembles, whatever their size, held against bounds. */
  private static Part ensembles(Evidence evidence, String method, Expectation bounds) {
    List<Trial> trials = new ArrayList<>();
    for (String ensemble :
        evidence.methods(LDS_EXPERIMENT, RowNames.LDS, name -> RowNames.isEnsemble(name, method))) {
      trials.addAll(within(evidence, LDS_EXPERIMENT, RowNames.LDS, ensemble, bounds).trials());
    }
    return new Part(RowNames.LDS + " of " + method + " ensembles", trials);
  }

  private static List<Place> places(
      Evidence evidence, String experiment, String metric, String method) {
    return evidence.places(
        experiment, row -> row.metric().equals(metric) && row.method().equals(method));
  }
}
