package org.curvatureladder.kernel;

/**
 * exp, tanh and erf in double precision from exactly rounded IEEE 754 operations only, about 2 ulp;
 * the vector kernels repeat them operation by operation.
 *
 * <p>exp(x) = 2^n e^r with n = rint(x / ln 2), |r| <= ln(2)/2, and e^r - 1 = r + r^2 q(r). The
 * polynomials are Chebyshev or weighted minimax fits made with 40 digits, highest power first.
 */
final class Elementary64 {
  static final double LOG2_E = 0x1.71547652b82fep0;
  static final double MINUS_LN2_HIGH = -0x1.62e42fefa39efp-1;
  static final double MINUS_LN2_LOW = -0x1.abc9e3b39803fp-56;

  /** Adding it rounds to an integer and leaves that integer in the low bits. */
  static final double SHIFT = 0x1.8p52;

  static final int FRACTION_BITS = 52;
  static final long ONE_BITS = 0x3ff0000000000000L;

  /**
   * Smaller arguments of exp count as this one: e^EXP_MIN moves no training, and products with it
   * stay clear of slow denormal numbers.
   */
  static final double EXP_MIN = -700.0;

  /**
   * Larger squares count as this one in {@link #gauss}. Slopes of GELU far below 0 are then of the
   * size of 1e-104: too small to move any training, but two of them in a row, times a small
   * gradient, are not denormal. With e^-700 trainings of deep networks took twice as long.
   */
  static final double GAUSS_MAX = 240.0;

  /** tanh rounds to 1 from here. */
  static final double TANH_MAX = 20.0;

  /** erf rounds to 1 from here. */
  static final double ERF_MAX = 6.0;

  static final double SQRT_HALF = 0x1.6a09e667f3bcdp-1;
  static final double INVERSE_SQRT_2PI = 0x1.9884533d43651p-2;

  /** q(r) = (e^r - 1 - r) / r^2. */
  static final double Q10 = 0x1.1f7301a8efa5cp-29;

  static final double Q9 = 0x1.af4de6a36d4fcp-26;
  static final double Q8 = 0x1.27e4db653346ep-22;
  static final double Q7 = 0x1.71de0232f4775p-19;
  static final double Q6 = 0x1.a01a01a6d84aap-16;
  static final double Q5 = 0x1.a01a01abe78f9p-13;
  static final double Q4 = 0x1.6c16c16c162d5p-10;
  static final double Q3 = 0x1.11111111100dcp-7;
  static final double Q2 = 0x1.5555555555556p-5;
  static final double Q1 = 0x1.5555555555557p-3;
  static final double Q0 = 0.5;

  /** erf(x) / x as a polynomial in x^2, for |x| < 1; highest power first. */
  static final double P11 = -0x1.ac9585a44fe29p-31;

  static final double P10 = 0x1.d76af6ca49787p-27;
  static final double P9 = -0x1.5c131500d3f88p-23;
  static final double P8 = 0x1.b981d78881a5dp-20;
  static final double P7 = -0x1.f4ca838adb73bp-17;
  static final double P6 = 0x1.f9a2be4f731a1p-14;
  static final double P5 = -0x1.c02db0665e53dp-11;
  static final double P4 = 0x1.565bccfa44156p-8;
  static final double P3 = -0x1.b82ce31203772p-6;
  static final double P2 = 0x1.ce2f21a040f66p-4;
  static final double P1 = -0x1.812746b0379c1p-2;
  static final double P0 = 0x1.20dd750429b6dp0;

  /** e^(x^2) erfc(x) as a polynomial in x - 2, for 1 <= x <= 6, weighted by e^(-x^2). */
  static final double R19 = -0x1.ba277d368a3c0p-38;

  static final double R18 = 0x1.4f84c5b39266cp-34;
  static final double R17 = -0x1.c954f67a703e3p-32;
  static final double R16 = 0x1.ae9d9bb291ad2p-30;
  static final double R15 = -0x1.8c224280dd88dp-28;
  static final double R14 = 0x1.8b0c85cef8571p-26;
  static final double R13 = -0x1.861c9304c1b9ap-24;
  static final double R12 = 0x1.72d3eee70499cp-22;
  static final double R11 = -0x1.5774214a3921fp-20;
  static final double R10 = 0x1.36901c7e96c49p-18;
  static final double R9 = -0x1.115d39223231ep-16;
  static final double R8 = 0x1.d37c1692b5f4bp-15;
  static final double R7 = -0x1.83821c0c14058p-13;
  static final double R6 = 0x1.369ff843e42ddp-11;
  static final double R5 = -0x1.e028e8ddb766cp-10;
  static final double R4 = 0x1.6490721b8cf02p-8;
  static final double R3 = -0x1.fa9d3ac87ef81p-7;
  static final double R2 = 0x1.5672b9ea0ecc4p-5;
  static final double R1 = -0x1.b57034efd4b55p-4;
  static final double R0 = 0x1.058671b52c774p-2;

  private Elementary64() {}

  /** e^x for x <= 709 or NaN; e^EXP_MIN below {@link #EXP_MIN}. */
  static double exp(double x) {
    double in = Math.max(x, EXP_MIN);
    double t = Math.fma(in, LOG2_E, SHIFT);
    double n = t - SHIFT;
    double r = Math.fma(n, MINUS_LN2_LOW, Math.fma(n, MINUS_LN2_HIGH, in));
    double p = Math.fma(r * r, q(r), r) + 1.0;
    double e =
        Double.longBitsToDouble(
            Double.doubleToRawLongBits(p) + (Double.doubleToRawLongBits(t) << FRACTION_BITS));
    // in - in is 0, or NaN where shifted NaN bits could have become a number.
    return e + (in - in);
  }

  /** tanh(x) = E / (E + 2) with E = e^(2x) - 1; +0 for both zeros. */
  static double tanh(double x) {
    double y = 2.0 * Math.max(-TANH_MAX, Math.min(x, TANH_MAX));
    double t = Math.fma(y, LOG2_E, SHIFT);
    double n = t - SHIFT;
    double r = Math.fma(n, MINUS_LN2_LOW, Math.fma(n, MINUS_LN2_HIGH, y));
    double p = Math.fma(r * r, q(r), r);
    double u = Double.longBitsToDouble((Double.doubleToRawLongBits(t) << FRACTION_BITS) + ONE_BITS);
    double e = Math.fma(u, p, u - 1.0);
    return e / (e + 2.0);
  }

  /** e^(-x^2), at least e^-GAUSS_MAX. */
  static double gauss(double x) {
    return exp(-Math.min(x * x, GAUSS_MAX));
  }

  /** erf(x). */
  static double erf(double x) {
    return erf(x, gauss(x));
  }

  /** erf(x) with gauss = e^(-x^2) given: x p(x^2) below 1, 1 - gauss r(x - 2) from there. */
  static double erf(double x, double gauss) {
    double size = Math.min(Math.abs(x), ERF_MAX);
    if (size < 1.0) {
      return x * p(x * x);
    }
    return Math.max(-1.0, Math.min(x, 1.0)) * (1.0 - gauss * r(size - 2.0));
  }

  private static double q(double r) {
    double q = Math.fma(Q10, r, Q9);
    q = Math.fma(q, r, Q8);
    q = Math.fma(q, r, Q7);
    q = Math.fma(q, r, Q6);
    q = Math.fma(q, r, Q5);
    q = Math.fma(q, r, Q4);
    q = Math.fma(q, r, Q3);
    q = Math.fma(q, r, Q2);
    q = Math.fma(q, r, Q1);
    return Math.fma(q, r, Q0);
  }

  private static double p(double s) {
    double p = Math.fma(P11, s, P10);
    p = Math.fma(p, s, P9);
    p = Math.fma(p, s, P8);
    p = Math.fma(p, s, P7);
    p = Math.fma(p, s, P6);
    p = Math.fma(p, s, P5);
    p = Math.fma(p, s, P4);
    p = Math.fma(p, s, P3);
    p = Math.fma(p, s, P2);
    p = Math.fma(p, s, P1);
    return Math.fma(p, s, P0);
  }

  private static double r(double v) {
    double r = Math.fma(R19, v, R18);
    r = Math.fma(r, v, R17);
    r = Math.fma(r, v, R16);
    r = Math.fma(r, v, R15);
    r = Math.fma(r, v, R14);
    r = Math.fma(r, v, R13);
    r = Math.fma(r, v, R12);
    r = Math.fma(r, v, R11);
    r = Math.fma(r, v, R10);
    r = Math.fma(r, v, R9);
    r = Math.fma(r, v, R8);
    r = Math.fma(r, v, R7);
    r = Math.fma(r, v, R6);
    r = Math.fma(r, v, R5);
    r = Math.fma(r, v, R4);
    r = Math.fma(r, v, R3);
    r = Math.fma(r, v, R2);
    r = Math.fma(r, v, R1);
    return Math.fma(r, v, R0);
  }
}
