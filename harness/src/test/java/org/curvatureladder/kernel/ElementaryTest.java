package org.curvatureladder.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.special.Erf;
import org.curvatureladder.Tolerances;
import org.junit.jupiter.api.Test;

class ElementaryTest {
  private static final int SAMPLES = 200_000;

  @Test
  void exp64IsWithinTwoUlp() {
    assertThat(worst64(Elementary64::exp, StrictMath::exp, x -> -Math.abs(x), 700)).isLessThan(2.1);
  }

  @Test
  void tanh64IsWithinFourUlp() {
    assertThat(worst64(Elementary64::tanh, StrictMath::tanh, x -> x, 30)).isLessThan(4);
  }

  @Test
  void exp32IsWithinTwoUlp() {
    assertThat(worst32(x -> Elementary32.exp((float) x), StrictMath::exp, x -> -Math.abs(x), 80))
        .isLessThan(2.1);
  }

  @Test
  void tanh32IsWithinFourUlp() {
    assertThat(worst32(x -> Elementary32.tanh((float) x), StrictMath::tanh, x -> x, 15))
        .isLessThan(4);
  }

  @Test
  void erf32IsWithinFourUlp() {
    assertThat(worst32(x -> Elementary32.erf((float) x), Erf::erf, x -> x, 6)).isLessThan(4);
  }

  @Test
  void erf64AgreesWithCommonsMath() {
    Random random = new Random(4);
    for (int k = 0; k < SAMPLES; k++) {
      double x = sample(random, 8);
      // Commons Math itself is off by some 25 ulp near 0; the closed series below is sharper.
      assertThat(Math.abs(Elementary64.erf(x) - Erf.erf(x)))
          .isLessThanOrEqualTo(5e-15 * Math.abs(Erf.erf(x)));
    }
  }

  @Test
  void erf64IsWithinFourUlpOfItsSeriesNearZero() {
    Random random = new Random(5);
    for (int k = 0; k < 5_000; k++) {
      double x = random.nextDouble() * 1.5;
      assertThat(Math.abs(Elementary64.erf(x) - series(x))).isLessThan(4 * Math.ulp(series(x)));
    }
  }

  @Test
  void specialValues64() {
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(Elementary64.tanh(infinity)).isEqualTo(1);
    assertThat(Elementary64.tanh(-infinity)).isEqualTo(-1);
    assertThat(Elementary64.tanh(0.0)).isZero();
    assertThat(Elementary64.tanh(-0.0) == 0).isTrue();
    assertThat(Elementary64.tanh(Double.MIN_VALUE)).isEqualTo(Double.MIN_VALUE);
    assertThat(Elementary64.tanh(Double.NaN)).isNaN();
    assertThat(Elementary64.erf(infinity)).isEqualTo(1);
    assertThat(Elementary64.erf(-infinity)).isEqualTo(-1);
    assertThat(Elementary64.erf(-0.0)).isEqualTo(-0.0);
    assertThat(Elementary64.erf(Double.MIN_VALUE)).isEqualTo(Double.MIN_VALUE);
    assertThat(Elementary64.erf(Double.NaN)).isNaN();
    assertThat(Elementary64.exp(0.0)).isEqualTo(1);
    assertThat(Elementary64.exp(-infinity)).isEqualTo(Elementary64.exp(-700)).isPositive();
    assertThat(Elementary64.exp(-Double.MIN_VALUE)).isEqualTo(1);
    // A NaN whose payload the exponent shift would turn into a number.
    assertThat(Elementary64.exp(Double.longBitsToDouble(0x7ff8000000000001L))).isNaN();
  }

  @Test
  void specialValues32() {
    float infinity = Float.POSITIVE_INFINITY;
    assertThat(Elementary32.tanh(infinity)).isEqualTo(1);
    assertThat(Elementary32.tanh(-infinity)).isEqualTo(-1);
    assertThat(Elementary32.tanh(Float.MIN_VALUE)).isEqualTo(Float.MIN_VALUE);
    assertThat(Elementary32.tanh(Float.NaN)).isNaN();
    assertThat(Elementary32.erf(infinity)).isEqualTo(1);
    assertThat(Elementary32.erf(-infinity)).isEqualTo(-1);
    assertThat(Elementary32.erf(Float.NaN)).isNaN();
    assertThat(Elementary32.exp(0)).isEqualTo(1);
    assertThat(Elementary32.exp(-infinity)).isEqualTo(Elementary32.exp(-80)).isPositive();
    assertThat(Elementary32.exp(Float.intBitsToFloat(0x7fc00001))).isNaN();
  }

  @Test
  void expMatchesAtTheFloorOfItsRange() {
    assertThat(Elementary64.exp(-699.9) / StrictMath.exp(-699.9) - 1)
        .isBetween(-Tolerances.EXACT, Tolerances.EXACT);
  }

  private static double worst64(
      DoubleUnaryOperator f, DoubleUnaryOperator oracle, DoubleUnaryOperator map, double range) {
    Random random = new Random(1);
    double worst = 0;
    for (int k = 0; k < SAMPLES; k++) {
      double x = map.applyAsDouble(sample(random, range));
      double expected = oracle.applyAsDouble(x);
      worst = Math.max(worst, Math.abs(f.applyAsDouble(x) - expected) / Math.ulp(expected));
    }
    return worst;
  }

  private static double worst32(
      DoubleUnaryOperator f, DoubleUnaryOperator oracle, DoubleUnaryOperator map, double range) {
    Random random = new Random(2);
    double worst = 0;
    for (int k = 0; k < SAMPLES; k++) {
      float x = (float) map.applyAsDouble(sample(random, range));
      double expected = oracle.applyAsDouble(x);
      worst = Math.max(worst, Math.abs(f.applyAsDouble(x) - expected) / Math.ulp((float) expected));
    }
    return worst;
  }

  /** Either uniform in the range or of any size down to 2^-40 of it. */
  private static double sample(Random random, double range) {
    double x = (2 * random.nextDouble() - 1) * range;
    return random.nextBoolean() ? x : x * Math.pow(2, -random.nextInt(40));
  }

  /** 2/sqrt(pi) sum_k (-1)^k x^(2k+1) / (k! (2k+1)) in 34 digits. */
  private static double series(double x) {
    MathContext digits = MathContext.DECIMAL128;
    BigDecimal minusSquare = new BigDecimal(x).pow(2).negate();
    BigDecimal power = new BigDecimal(x);
    BigDecimal sum = power;
    for (int k = 1; k < 60; k++) {
      power = power.multiply(minusSquare, digits).divide(BigDecimal.valueOf(k), digits);
      sum = sum.add(power.divide(BigDecimal.valueOf(2L * k + 1), digits), digits);
    }
    return sum.multiply(new BigDecimal("1.128379167095512573896158903121545172")).doubleValue();
  }
}
