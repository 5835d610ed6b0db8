package org.curvatureladder.recipe;

import java.util.List;
import java.util.Optional;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.training.Precision;

/**
 * The section {@code attribution}: which methods score the training points, how many models they
 * see, and how their inverse-Hessian-vector products are solved.
 *
 * @param methods that are scored
 * @param modelSeeds number of models trained on all data, each with its own seed: the ensemble
 * @param scoredQueries the first so many queries are scored; 0 for all
 * @param trakDimension k of TRAK's random projection
 * @param segments L of SOURCE
 * @param checkpoints of a training, equidistant, as SOURCE and TracIn see it
 * @param sourceDamping where the damping of influence functions comes from
 * @param solver ASTRA as it scores
 * @param study how solvers are compared; empty where they are not
 */
public record Attribution(
    List<AttributionMethod> methods,
    int modelSeeds,
    int scoredQueries,
    int trakDimension,
    int segments,
    int checkpoints,
    SourceDampingRule sourceDamping,
    Solver solver,
    Optional<SolverStudy> study) {

  /** Copies the list. */
  public Attribution {
    methods = List.copyOf(methods);
  }

  /** Where the damping of influence functions comes from. */
  public enum SourceDampingRule {
    /** The recipe's field {@code damping}: what the paper prints. */
    PRINTED,
    /** What SOURCE implies for this training, {@code SourceDamping}. */
    IMPLIED
  }

  /**
   * ASTRA's iteration.
   *
   * @param iterations J
   * @param batch examples per iteration
   * @param stepOverDamping alpha / lambda
   * @param halvingPeriod iterations after which alpha is halved; 0 for never
   * @param momentum mu
   * @param precision of the products with a batch
   */
  public record Solver(
      int iterations,
      int batch,
      double stepOverDamping,
      int halvingPeriod,
      double momentum,
      Precision precision) {}

  /**
   * A comparison of iterative solvers without momentum and with constant steps.
   *
   * @param seeds runs of each solver, each with its own batches
   * @param astraSteps steps ASTRA is tried with; the best is kept
   * @param sniSteps steps SNI is tried with; the best is kept
   * @param recorded iterations at which a run is measured, ascending from 0
   * @param thresholds eigenvalues that bound the spaces iterates are projected on, descending
   */
  public record SolverStudy(
      int seeds,
      List<Double> astraSteps,
      List<Double> sniSteps,
      List<Integer> recorded,
      List<Double> thresholds) {
    /** Copies the lists. */
    public SolverStudy {
      astraSteps = List.copyOf(astraSteps);
      sniSteps = List.copyOf(sniSteps);
      recorded = List.copyOf(recorded);
      thresholds = List.copyOf(thresholds);
    }

    /** The last recorded iteration, where runs end. */
    public int iterations() {
      return recorded.get(recorded.size() - 1);
    }
  }

  /**
   * The section that compares solvers.
   *
   * @throws InvalidInputException if the recipe has none
   */
  public SolverStudy requireStudy() {
    return study.orElseThrow(
        () ->
            new InvalidInputException(
                "no section attribution.study in the recipe; expected solver-seeds, astra-steps,"
                    + " sni-steps, recorded and thresholds there"));
  }
}
