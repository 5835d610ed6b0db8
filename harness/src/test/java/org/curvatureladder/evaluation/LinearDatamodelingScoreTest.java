package org.curvatureladder.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.curvatureladder.Tolerances;
import org.curvatureladder.data.InvalidInputException;
import org.junit.jupiter.api.Test;

class LinearDatamodelingScoreTest {
  private final LinearDatamodelingScore lds =
      new LinearDatamodelingScore(new Bootstrap(500, 0.95, 1));

  @Test
  void identicalOrderGivesOneWithoutSpread() {
    double[][] truth = new Samples(1).gaussian(30, 4);
    double[][] prediction = new double[30][4];
    for (int j = 0; j < 30; j++) {
      for (int q = 0; q < 4; q++) {
        prediction[j][q] = Math.exp(truth[j][q]);
      }
    }
    assertThat(lds.estimate(truth, prediction, Samples.all(4)))
        .isEqualTo(new LdsEstimate(1, 1, 1, 0, 30, 4, 0, "masks", 500));
  }

  @Test
  void shuffledPredictionsGiveZeroWithinTheInterval() {
    Samples samples = new Samples(2);
    LdsEstimate estimate =
        lds.estimate(samples.gaussian(100, 20), samples.gaussian(100, 20), Samples.all(20));
    assertThat(estimate.low()).isNegative();
    assertThat(estimate.high()).isPositive().isLessThan(0.15);
    assertThat(estimate.value()).isBetween(estimate.low(), estimate.high());
  }

  @Test
  void isTheMeanOfCommonsMathsSpearmanOverTheGivenQueries() {
    Samples samples = new Samples(3);
    double[][] truth = samples.gaussian(25, 5);
    double[][] prediction = samples.gaussian(25, 5);
    int[] queries = {4, 0, 3};
    double expected = 0;
    for (int q : queries) {
      expected +=
          new SpearmansCorrelation().correlation(column(truth, q), column(prediction, q)) / 3;
    }
    assertThat(lds.estimate(truth, prediction, queries).value())
        .isCloseTo(expected, within(Tolerances.EXACT));
    assertThat(lds.value(truth, prediction, queries)).isCloseTo(expected, within(Tolerances.EXACT));
  }

  @Test
  void constantQueryIsCountedAndLeftOut() {
    double[][] truth = {{1, 5, 1}, {2, 5, 2}, {3, 5, 3}};
    double[][] prediction = {{1, 1, 7}, {2, 2, 7}, {3, 3, 7}};
    LdsEstimate estimate = lds.estimate(truth, prediction, Samples.all(3));
    assertThat(estimate.value()).isEqualTo(1.0);
    assertThat(estimate.queries()).isEqualTo(3);
    assertThat(estimate.undefined()).isEqualTo(2);
  }

  @Test
  void allQueriesConstantIsUndefinedAndNotZero() {
    double[][] constant = {{5}, {5}, {5}};
    LdsEstimate estimate = lds.estimate(constant, new double[][] {{1}, {2}, {3}}, Samples.all(1));
    assertThat(estimate.value()).isNaN();
    assertThat(estimate.low()).isNaN();
    assertThat(estimate.high()).isNaN();
    assertThat(estimate.undefined()).isEqualTo(1);
  }

  @Test
  void maskWithoutAnyFinishedRetrainingIsLeftOut() {
    double[][] truth = {{1}, {Double.NaN}, {2}, {3}};
    double[][] prediction = {{1}, {100}, {2}, {3}};
    LdsEstimate estimate = lds.estimate(truth, prediction, Samples.all(1));
    assertThat(estimate.value()).isEqualTo(1.0);
    assertThat(estimate.masks()).isEqualTo(3);
  }

  @Test
  void refusesTooFewMasksAndArraysThatDoNotBelongTogether() {
    assertThatThrownBy(
            () ->
                lds.estimate(new double[][] {{1}, {Double.NaN}}, new double[2][1], Samples.all(1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("got 1 of 2");
    assertThatThrownBy(() -> lds.estimate(new double[3][2], new double[2][2], Samples.all(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("truth has 3 masks, prediction 2");
    assertThatThrownBy(() -> lds.value(new double[3][2], new double[3][1], Samples.all(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mask 0: truth has 2 queries, prediction 1");
  }

  @Test
  void signConventionOnAHandComputedCase() {
    // f is the loss at a query. Point 0 supports the query: removing it raises the loss by 3.
    // Point 1 harms it: removing it lowers the loss by 2. Point 2 raises it by 1 when removed.
    double[][] tau = {{3}, {-2}, {1}};
    boolean[][] kept = {
      {true, true, false}, {true, false, true}, {false, true, true}, {false, true, false}
    };
    double base = 10;
    double[][] retrainedLoss = {{base + 1}, {base - 2}, {base + 3}, {base + 4}};
    double[][] prediction = new GroupPrediction(tau).predict(Samples.removed(kept));
    assertThat(prediction).isDeepEqualTo(new double[][] {{1}, {-2}, {3}, {4}});
    assertThat(lds.estimate(retrainedLoss, prediction, Samples.all(1)).value()).isEqualTo(1.0);
  }

  @Test
  void additiveOutcomeGivesOne() {
    Samples samples = new Samples(5);
    double[][] tau = samples.gaussian(40, 6);
    boolean[][] kept = samples.masks(50, 40);
    double[][] truth = new double[50][6];
    for (int j = 0; j < 50; j++) {
      for (int q = 0; q < 6; q++) {
        truth[j][q] = 100;
        for (int i = 0; i < 40; i++) {
          truth[j][q] -= kept[j][i] ? tau[i][q] : 0;
        }
      }
    }
    LdsEstimate estimate =
        lds.estimate(
            truth, new GroupPrediction(tau).predict(Samples.removed(kept)), Samples.all(6));
    assertThat(estimate.value()).isEqualTo(1.0);
  }

  @Test
  void influenceOnRidgeRegressionComesCloseToOne() {
    // Ridge retrained in closed form on every subset, against tau = (1/N) x_q' C^-1 x_i residual_i,
    // the first-order effect of removing i on the prediction at x_q.
    int n = 200;
    int d = 3;
    int masks = 60;
    Samples samples = new Samples(6);
    RealMatrix x = new Array2DRowRealMatrix(samples.gaussian(n, d));
    RealVector w = MatrixUtils.createRealVector(new double[] {1, -2, 0.5});
    RealVector y = x.operate(w);
    for (int i = 0; i < n; i++) {
      y.addToEntry(i, samples.gaussian());
    }
    double ridge = 0.1;
    RealMatrix queries = new Array2DRowRealMatrix(samples.gaussian(5, d));
    boolean[] everyPoint = new boolean[n];
    Arrays.fill(everyPoint, true);
    RealVector full = ridgeWeights(x, y, everyPoint, ridge);
    RealMatrix curvature =
        x.transpose().multiply(x).scalarMultiply(1.0 / n).add(identity(d, ridge));
    RealMatrix inverse = new LUDecomposition(curvature).getSolver().getInverse();
    double[][] tau = new double[n][5];
    for (int i = 0; i < n; i++) {
      RealVector gradient =
          x.getRowVector(i).mapMultiply(x.getRowVector(i).dotProduct(full) - y.getEntry(i));
      for (int q = 0; q < 5; q++) {
        tau[i][q] = queries.getRowVector(q).dotProduct(inverse.operate(gradient)) / n;
      }
    }
    boolean[][] kept = samples.masks(masks, n);
    double[][] truth = new double[masks][];
    for (int j = 0; j < masks; j++) {
      truth[j] = queries.operate(ridgeWeights(x, y, kept[j], ridge)).toArray();
    }
    LdsEstimate estimate =
        lds.estimate(
            truth, new GroupPrediction(tau).predict(Samples.removed(kept)), Samples.all(5));
    assertThat(estimate.value()).isGreaterThan(0.95);
  }

  private static RealVector ridgeWeights(RealMatrix x, RealVector y, boolean[] kept, double ridge) {
    int d = x.getColumnDimension();
    RealMatrix gram = new Array2DRowRealMatrix(d, d);
    RealVector moment = MatrixUtils.createRealVector(new double[d]);
    int count = 0;
    for (int i = 0; i < kept.length; i++) {
      if (kept[i]) {
        RealVector row = x.getRowVector(i);
        gram = gram.add(row.outerProduct(row));
        moment = moment.add(row.mapMultiply(y.getEntry(i)));
        count++;
      }
    }
    RealMatrix curvature = gram.scalarMultiply(1.0 / count).add(identity(d, ridge));
    return new LUDecomposition(curvature).getSolver().solve(moment.mapDivide(count));
  }

  private static RealMatrix identity(int d, double scale) {
    return MatrixUtils.createRealIdentityMatrix(d).scalarMultiply(scale);
  }

  private static double[] column(double[][] matrix, int q) {
    return new Array2DRowRealMatrix(matrix).getColumn(q);
  }
}
