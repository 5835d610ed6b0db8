package org.curvatureladder.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.curvatureladder.curvature.Curvature;
import org.curvatureladder.curvature.Ladder;
import org.curvatureladder.curvature.Rung;
import org.curvatureladder.experiments.check.Finding;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Eigen;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.curvatureladder.store.ResultRow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate sees what it is there for, on the experiment that guards this project. */
class PlantedRegressionsTest {
  private static final List<String> SMALLER =
      List.of("rungs=[GGN, Block-GGN, EK-FAC, K-FAC, Diagonal-GGN]");

  @TempDir static Path out;
  private static List<ResultRow> accepted;

  @BeforeAll
  static void accept() {
    Studies studies = studies();
    new ExperimentRun(studies, 2, List.of()).run(Shard.WHOLE, false).orElseThrow();
    accepted = evaluate(studies, Ladder.standard().rungs());
    assertThat(
            CheckCommand.GATE.compare(accepted, evaluate(studies, Ladder.standard().rungs()), true))
        .isEmpty();
  }

  private static Studies studies(String... overrides) {
    List<String> all = new ArrayList<>(SMALLER);
    all.addAll(List.of(overrides));
    return Studies.open(new Catalogue().experiment("gate", "smoke", all), out, out);
  }

  private static List<ResultRow> evaluate(Studies studies, List<Rung> ladder) {
    Study study = studies.settings().get(0);
    return new SetupEvaluation(study, study.recipe().setups().get(0), ladder).evaluation().rows();
  }

  private static List<Finding> findings(String rung, UnaryOperator<Curvature> fault) {
    List<Rung> planted =
        Ladder.standard().rungs().stream()
            .map(
                good ->
                    good.label().equals(rung)
                        ? new Rung(rung, point -> fault.apply(good.at(point)))
                        : good)
            .toList();
    return CheckCommand.GATE.compare(accepted, evaluate(studies(), planted), true);
  }

  @Test
  void transposedEigenvectorsAreSeen() {
    assertThat(findings("K-FAC", Transposed::new))
        .anyMatch(finding -> finding.rule() == Finding.Rule.LDS_FELL)
        .allMatch(finding -> finding.where().contains("K-FAC"));
  }

  @Test
  void aHundredfoldDampingIsSeen() {
    assertThat(findings("EK-FAC", good -> new Wrong(good, 100, false)))
        .anyMatch(finding -> finding.where().contains("EK-FAC, lds, chosen damping"));
  }

  @Test
  void shuffledScoresAreSeen() {
    assertThat(findings("GGN", good -> new Wrong(good, 1, true)))
        .anyMatch(
            finding -> finding.rule() == Finding.Rule.LDS_FELL && finding.where().contains("GGN"));
  }

  @Test
  void aOneSampleFisherIsSeen() {
    List<ResultRow> run = evaluate(studies("curvature.fisher=mc"), Ladder.standard().rungs());
    assertThat(CheckCommand.GATE.compare(accepted, run, true))
        .extracting(Finding::where)
        .anyMatch(where -> where.contains("EK-FAC"))
        .noneMatch(where -> where.contains(" GGN,"));
  }

  /** Twenty runs that differ in nothing but their seeds; see docs/method.md for the stated rate. */
  @Test
  @Tag("slow")
  void otherSeedsRaiseNoAlarm() {
    int alarms = 0;
    for (int seed = 1; seed <= 20; seed++) {
      Studies studies = studies("seed=" + seed);
      List<ResultRow> run =
          new ExperimentRun(studies, 2, List.of()).run(Shard.WHOLE, false).orElseThrow().rows();
      List<Finding> findings = CheckCommand.GATE.compare(accepted, run, false);
      System.out.println("seed " + seed + ": " + findings);
      alarms += findings.isEmpty() ? 0 : 1;
    }
    assertThat(alarms).isLessThanOrEqualTo(1);
  }

  /** Everything but what a fault changes. */
  private static class Delegating implements Curvature {
    final Curvature good;

    Delegating(Curvature good) {
      this.good = good;
    }

    @Override
    public String name() {
      return good.name();
    }

    @Override
    public int[] blockOffsets() {
      return good.blockOffsets();
    }

    @Override
    public DenseMatrix multiply(DenseMatrix rows) {
      return good.multiply(rows);
    }

    @Override
    public DenseMatrix solve(double damping, DenseMatrix rows) {
      return solve(
          Stream.generate(() -> damping).limit(groups().count()).mapToDouble(d -> d).toArray(),
          rows);
    }

    @Override
    public double[] eigenvalues() {
      return good.eigenvalues();
    }

    @Override
    public SymmetricMatrix block(int b) {
      return good.block(b);
    }

    @Override
    public void close() {
      good.close();
    }
  }

  /** V' Lambda V for V Lambda V'. */
  private static final class Transposed extends Delegating {
    Transposed(Curvature good) {
      super(good);
    }

    @Override
    public SymmetricMatrix block(int b) {
      try (SymmetricMatrix block = good.block(b);
          Eigen eigen = Eigen.of(block)) {
        int n = block.dimension();
        double[] vectors = eigen.vectors().toArray();
        double[] scaled = new double[n * n];
        double[] transposed = new double[n * n];
        for (int i = 0; i < n; i++) {
          for (int k = 0; k < n; k++) {
            transposed[i * n + k] = vectors[i * n + k];
            scaled[i * n + k] = vectors[i * n + k] * eigen.values()[k];
          }
        }
        try (DenseMatrix left = DenseMatrix.of(n, n, scaled);
            DenseMatrix right = DenseMatrix.of(n, n, transposed)) {
          return SymmetricMatrix.mirroringUpper(left.timesTransposed(right));
        }
      }
    }
  }

  /** Damps too much, or mixes up whose score is whose. */
  private static final class Wrong extends Delegating {
    private final double factor;
    private final boolean shuffled;

    Wrong(Curvature good, double factor, boolean shuffled) {
      super(good);
      this.factor = factor;
      this.shuffled = shuffled;
    }

    @Override
    public DenseMatrix solve(double damping, DenseMatrix rows) {
      DenseMatrix right = good.solve(factor * damping, rows);
      if (!shuffled) {
        return right;
      }
      try (right) {
        double[] values = right.toArray();
        double[] mixed = new double[values.length];
        int width = right.columns();
        System.arraycopy(values, width, mixed, 0, values.length - width);
        System.arraycopy(values, 0, mixed, values.length - width, width);
        return DenseMatrix.of(right.rows(), width, mixed);
      }
    }
  }
}
