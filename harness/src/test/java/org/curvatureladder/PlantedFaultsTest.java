package org.curvatureladder;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.curvatureladder.attribution.Attributor;
import org.curvatureladder.attribution.Gradients;
import org.curvatureladder.attribution.InfluenceFunction;
import org.curvatureladder.attribution.RemovalByHand;
import org.curvatureladder.attribution.ScoreMatrix;
import org.curvatureladder.curvature.Curvature;
import org.curvatureladder.curvature.Fisher;
import org.curvatureladder.curvature.Invariants;
import org.curvatureladder.curvature.Ladder;
import org.curvatureladder.curvature.LadderPoint;
import org.curvatureladder.curvature.Nets;
import org.curvatureladder.curvature.PlantedMatrix;
import org.curvatureladder.curvature.Rung;
import org.curvatureladder.ihvp.Damping;
import org.curvatureladder.ihvp.DirectSolver;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.linalg.KroneckerBasis;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Loss;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whether the checks can fail: the mistakes that published code of this kind has made, each planted
 * on purpose, and each caught by a check that the tests of the rungs run.
 */
class PlantedFaultsTest {
  private static final Nets.Net NET =
      Nets.net(List.of(5, 4), Activation.TANH, Loss.CROSS_ENTROPY, 11);

  private static void caught(ThrowingCallable check) {
    assertThatThrownBy(check).isInstanceOf(AssertionError.class);
  }

  /** Seen in dattri: eigenvectors in columns where rows are expected. */
  @Test
  void transposedEigenvectors() {
    try (LadderPoint point = NET.point();
        Curvature b = Ladder.BLOCK_GAUSS_NEWTON.at(point);
        Curvature e = Ladder.EK_FAC.at(point);
        Curvature k = Ladder.K_FAC.at(point)) {
      Curvature wrongE = inTransposedBasis(e, point);
      Curvature wrongK = inTransposedBasis(k, point);
      caught(() -> Invariants.pythagoras(b, wrongE, k));
      caught(() -> Invariants.pythagoras(b, e, wrongK));
      caught(() -> Invariants.pythagoras(b, wrongE, wrongK));
      caught(() -> Invariants.kfacIsTheProductOfItsFactors(wrongK, NET));
      caught(() -> Invariants.ekfacHasTheSecondMomentsOfTheGradients(wrongE, NET));
    }
  }

  /** Q diag Q' in place of Q' diag Q. */
  private static Curvature inTransposedBasis(Curvature curvature, LadderPoint point) {
    SymmetricMatrix[] matrices = new SymmetricMatrix[point.bases().length];
    for (int g = 0; g < matrices.length; g++) {
      KroneckerBasis basis = point.bases()[g];
      DMatrixRMaj q =
          CommonOps_DDRM.kron(
              Ejml.of(basis.left().vectors()), Ejml.of(basis.right().vectors()), null);
      try (SymmetricMatrix matrix = curvature.group(g)) {
        DMatrixRMaj diagonal = Ejml.product(Ejml.product(q, Ejml.of(matrix)), Ejml.transpose(q));
        DMatrixRMaj wrong = Ejml.product(Ejml.product(q, diagonal), Ejml.transpose(q));
        matrices[g] = SymmetricMatrix.mirroringUpper(Ejml.toDense(wrong));
      }
    }
    return new PlantedMatrix(curvature, matrices);
  }

  /** Seen in dattri: the bias appended behind all weights, then reshaped as if it were [W | b]. */
  @ParameterizedTest
  @ValueSource(strings = {"Block-GGN", "EK-FAC", "K-FAC"})
  void biasConcatenatedFlat(String label) {
    try (LadderPoint point = NET.point();
        Curvature right = Ladder.named(label).at(point);
        Curvature b = Ladder.BLOCK_GAUSS_NEWTON.at(point);
        Curvature e = Ladder.EK_FAC.at(point);
        Curvature k = Ladder.K_FAC.at(point)) {
      SymmetricMatrix[] matrices = new SymmetricMatrix[right.blockCount()];
      for (int l = 0; l < matrices.length; l++) {
        int rows = NET.mlp().layout().rows(l);
        int in = NET.mlp().layout().columns(l) - 1;
        int[] flat =
            IntStream.concat(
                    IntStream.range(0, rows * in).map(w -> w / in * (in + 1) + w % in),
                    IntStream.range(0, rows).map(o -> o * (in + 1) + in))
                .toArray();
        try (SymmetricMatrix block = right.block(l)) {
          matrices[l] = block.submatrix(flat);
        }
      }
      Curvature wrong = new PlantedMatrix(right, matrices);
      switch (label) {
        case "Block-GGN" -> caught(() -> Invariants.pythagoras(wrong, e, k));
        case "EK-FAC" -> {
          caught(() -> Invariants.pythagoras(b, wrong, k));
          caught(() -> Invariants.ekfacHasTheSecondMomentsOfTheGradients(wrong, NET));
        }
        default -> {
          caught(() -> Invariants.pythagoras(b, e, wrong));
          caught(() -> Invariants.kfacIsTheProductOfItsFactors(wrong, NET));
        }
      }
    }
  }

  /** Seen in curvlinops (#156): damping that is added again, at once or at every product. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void dampingAppliedTwice(boolean atOnce) {
    try (LadderPoint point = NET.point();
        Curvature curvature = Ladder.EK_FAC.at(point);
        SymmetricMatrix dense = curvature.toDense()) {
      Curvature wrong =
          new PlantedMatrix(curvature) {
            private double kept;

            @Override
            public DenseMatrix solve(double damping, DenseMatrix rows) {
              kept = atOnce ? 2 * damping : kept + damping;
              return super.solve(kept, rows);
            }
          };
      DMatrixRMaj v = Ejml.random(2, NET.parameters(), 1);
      caught(
          () ->
              Invariants.dampingIsAddedOnce(
                  wrong,
                  Ejml.toDense(v),
                  d -> Ejml.solveRows(Ejml.plusDiagonal(Ejml.of(dense), d), v)));
    }
  }

  /** Seen in curvlinops (#82, #107) and kronfluence (#36). */
  @ParameterizedTest
  @ValueSource(strings = {"H", "GGN", "Block-GGN", "EK-FAC", "KFOC", "K-FAC", "Diagonal-GGN"})
  void sumInsteadOfMean(String label) {
    Rung rung = Ladder.named(label);
    caught(
        () ->
            Invariants.everythingIsOfTheMeanLoss(
                NET, point -> scaled(rung.at(point), point.derivatives().count())));
  }

  /** Seen in pyDVL and dattri. */
  @Test
  void empiricalForExactFisher() {
    Nets.Net empirical = NET.with(NET.options().with(new Fisher.Empirical()));
    try (LadderPoint right = NET.point();
        LadderPoint wrong = empirical.point();
        Curvature b = Ladder.BLOCK_GAUSS_NEWTON.at(right);
        Curvature e = Ladder.EK_FAC.at(wrong);
        Curvature k = Ladder.K_FAC.at(wrong)) {
      caught(() -> Invariants.kfacIsTheProductOfItsFactors(k, NET));
      caught(() -> Invariants.ekfacHasTheSecondMomentsOfTheGradients(e, NET));
      caught(() -> Invariants.pythagoras(b, e, k));
    }
  }

  /** ||z - y||^2 for 1/2 ||z - y||^2. */
  @Test
  void factorOfTwoInSquaredError() {
    Nets.Net net = Nets.net(List.of(5), Activation.GELU, Loss.SQUARED_ERROR, 11);
    try (LadderPoint point = net.point();
        Curvature ggn = scaled(Ladder.GAUSS_NEWTON.at(point), 2);
        Curvature e = scaled(Ladder.EK_FAC.at(point), 2);
        Curvature k = scaled(Ladder.K_FAC.at(point), 2)) {
      caught(() -> Invariants.isTheJacobianAroundTheOutputCurvature(ggn, net));
      caught(() -> Invariants.kfacIsTheProductOfItsFactors(k, net));
      caught(() -> Invariants.ekfacHasTheSecondMomentsOfTheGradients(e, net));
    }
    caught(() -> RemovalByHand.check((gradients, h) -> influence(gradients, scaled(h, 2))));
  }

  @Test
  void signFlipInTheScore() {
    RemovalByHand.check(PlantedFaultsTest::influence);
    caught(() -> RemovalByHand.check((gradients, h) -> negated(influence(gradients, h))));
  }

  private static Attributor influence(Gradients gradients, Curvature curvature) {
    return new InfluenceFunction(gradients, new DirectSolver(curvature, Damping.absolute(1e-12)));
  }

  private static Attributor negated(Attributor attributor) {
    return new Attributor() {
      @Override
      public String name() {
        return attributor.name();
      }

      @Override
      public ScoreMatrix scores() {
        ScoreMatrix s = attributor.scores();
        double[] negative = Arrays.stream(s.values()).map(x -> -x).toArray();
        return new ScoreMatrix(s.method(), s.damping(), s.trainCount(), s.queryCount(), negative);
      }
    };
  }

  private static Curvature scaled(Curvature curvature, double factor) {
    SymmetricMatrix[] matrices = new SymmetricMatrix[curvature.groups().count()];
    for (int g = 0; g < matrices.length; g++) {
      try (SymmetricMatrix matrix = curvature.group(g)) {
        DMatrixRMaj copy = Ejml.of(matrix);
        CommonOps_DDRM.scale(factor, copy);
        matrices[g] = SymmetricMatrix.mirroringUpper(Ejml.toDense(copy));
      }
    }
    return new PlantedMatrix(curvature, matrices);
  }
}
