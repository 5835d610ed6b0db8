package org.curvatureladder.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.curvatureladder.Tolerances;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.LossFunction;
import org.curvatureladder.training.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The estimators against each other; the rungs' own tests check each against plain loops. */
class FisherTest {
  private static final List<Rung> STRUCTURED =
      List.of(Ladder.EK_FAC, Ladder.K_FAC, Ladder.KFOC, Ladder.DIAGONAL_GAUSS_NEWTON);

  private static Nets.Net net(Loss loss) {
    return Nets.net(List.of(5, 4), Activation.TANH, loss, 11);
  }

  private static Nets.Net with(Nets.Net net, Fisher fisher) {
    return net.with(net.options().with(fisher));
  }

  private static double error(Rung rung, Nets.Net reference, Nets.Net other) {
    try (LadderPoint one = reference.point();
        LadderPoint two = other.point()) {
      return error(rung, one, two);
    }
  }

  private static double error(Rung rung, LadderPoint reference, LadderPoint other) {
    try (Curvature a = rung.at(reference);
        Curvature b = rung.at(other)) {
      return ApproximationError.relative(a, b);
    }
  }

  /** Invariant 10. */
  @ParameterizedTest
  @EnumSource(Loss.class)
  void manySamplesAreNearlyTheExpectation(Loss loss) {
    try (LadderPoint exact = net(loss).point();
        LadderPoint few = with(net(loss), new Fisher.MonteCarlo(1, 3)).point();
        LadderPoint many = with(net(loss), new Fisher.MonteCarlo(3000, 3)).point()) {
      for (Rung rung : STRUCTURED) {
        assertThat(error(rung, exact, many)).as(rung.label()).isLessThan(0.1);
        assertThat(error(rung, exact, few))
            .as(rung.label())
            .isGreaterThan(2 * error(rung, exact, many));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void sameSeedIsTheSameMatrixAndAnotherIsNot(Loss loss) {
    Nets.Net sampled = with(net(loss), new Fisher.MonteCarlo(2, 3));
    Nets.Net other = with(net(loss), new Fisher.MonteCarlo(2, 4));
    try (LadderPoint one = sampled.point();
        LadderPoint two = sampled.point();
        SymmetricMatrix first = Ladder.K_FAC.at(one).toDense();
        SymmetricMatrix second = Ladder.K_FAC.at(two).toDense()) {
      assertThat(first.values().toArray()).containsExactly(second.values().toArray());
    }
    assertThat(error(Ladder.K_FAC, sampled, other)).isGreaterThan(0.01);
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void theEmpiricalFisherIsAnotherMatrix(Loss loss) {
    for (Rung rung : STRUCTURED) {
      assertThat(error(rung, net(loss), with(net(loss), new Fisher.Empirical())))
          .as(rung.label())
          .isGreaterThan(0.05);
    }
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void hessianAndGaussNewtonDoNotDependOnTheEstimator(Loss loss) {
    for (Rung rung :
        List.of(
            Ladder.HESSIAN,
            Ladder.BLOCK_HESSIAN,
            Ladder.GAUSS_NEWTON,
            Ladder.BLOCK_GAUSS_NEWTON,
            Ladder.IDENTITY)) {
      assertThat(error(rung, net(loss), with(net(loss), new Fisher.Empirical())))
          .as(rung.label())
          .isLessThan(Tolerances.EXACT);
    }
  }

  @Test
  void moreSamplesContinueTheSameDraws() {
    Nets.Net net = net(Loss.CROSS_ENTROPY);
    double[] z = net.mlp().outputs(net.theta(), net.data());
    LossFunction loss = LossFunction.of(Loss.CROSS_ENTROPY);
    double[][] two = new Fisher.MonteCarlo(2, 9).cotangents(loss, z, net.data());
    double[][] three = new Fisher.MonteCarlo(3, 9).cotangents(loss, z, net.data());
    for (int r = 0; r < 2; r++) {
      for (int k = 0; k < z.length; k++) {
        assertThat(two[r][k] * Math.sqrt(2))
            .isCloseTo(three[r][k] * Math.sqrt(3), within(Tolerances.EXACT));
      }
    }
  }

  @Test
  void samplesFollowTheModel() {
    UniformRandomProvider random = Seeds.generator(5);
    double[] z = {9, 0.5, -1, 0};
    double[] counts = new double[3];
    double[] target = new double[1];
    int draws = 20_000;
    for (int k = 0; k < draws; k++) {
      LossFunction.of(Loss.CROSS_ENTROPY).sample(z, 1, 3, random, target);
      counts[(int) target[0]] += 1.0 / draws;
    }
    double sum = Math.exp(0.5) + Math.exp(-1) + 1;
    assertThat(counts[0]).isCloseTo(Math.exp(0.5) / sum, within(0.015));
    assertThat(counts[1]).isCloseTo(Math.exp(-1) / sum, within(0.015));
    double[] noisy = new double[2];
    double mean = 0;
    double square = 0;
    double product = 0;
    for (int k = 0; k < draws; k++) {
      LossFunction.of(Loss.SQUARED_ERROR).sample(z, 1, 2, random, noisy);
      mean += (noisy[0] - 0.5) / draws;
      square += Math.pow(noisy[0] - 0.5, 2) / draws;
      product += (noisy[0] - 0.5) * (noisy[1] + 1) / draws;
    }
    assertThat(mean).isCloseTo(0, within(0.03));
    assertThat(square).isCloseTo(1, within(0.05));
    assertThat(product).isCloseTo(0, within(0.03));
  }

  @Test
  void needsASample() {
    assertThatThrownBy(() -> new Fisher.MonteCarlo(0, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("Monte-Carlo Fisher with 0 samples; expected at least 1");
  }
}
