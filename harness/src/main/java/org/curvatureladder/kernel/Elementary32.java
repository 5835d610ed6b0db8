package org.curvatureladder.kernel;

/**
 * exp, tanh and erf in single precision from exactly rounded IEEE 754 operations only, about 2 ulp;
 * the vector kernels repeat them operation by operation.
 *
 * <p>exp(x) = 2^n e^r with n = rint(x / ln 2), |r| <= ln(2)/2, and e^r - 1 = r + r^2 q(r). The
 * polynomials are Chebyshev or weighted minimax fits made with 40 digits, highest power first.
 */
final class Elementary32 {
  static final float LOG2_E = 0x1.715476p0f;
  static final float MINUS_LN2_HIGH = -0x1.62e430p-1f;
  static final float MINUS_LN2_LOW = 0x1.05c610p-29f;

  /** Adding it rounds to an integer and leaves that integer in the low bits. */
  static final float SHIFT = 0x1.8p23f;

  static final int FRACTION_BITS = 23;
  static final int ONE_BITS = 0x3f800000;

  /**
   * Smaller arguments of exp count as this one: e^EXP_MIN moves no training, and products with it
   * stay clear of slow denormal numbers.
   */
  static final float EXP_MIN = -80.0f;

  /** Larger squares count as this one in {@link #gauss}: as low as the range of numbers allows. */
  static final float GAUSS_MAX = -EXP_MIN;

  /** tanh rounds to 1 from here. */
  static final float TANH_MAX = 10.0f;

  /** erf rounds to 1 from here. */
  static final float ERF_MAX = 4.0f;

  static final float SQRT_HALF = 0x1.6a09e6p-1f;
  static final float INVERSE_SQRT_2PI = 0x1.988454p-2f;

  /** q(r) = (e^r - 1 - r) / r^2. */
  static final float Q4 = 0x1.6d1106p-10f;

  static final float Q3 = 0x1.120b6cp-7f;
  static final float Q2 = 0x1.55551ap-5f;
  static final float Q1 = 0x1.5554dcp-3f;
  static final float Q0 = 0x1.0p-1f;

  /** erf(x) / x as a polynomial in x^2, for |x| < 1; highest power first. */
  static final float P5 = -0x1.281efap-11f;

  static final float P4 = 0x1.428d76p-8f;
  static final float P3 = -0x1.b5b310p-6f;
  static final float P2 = 0x1.ce0ab2p-4f;
  static final float P1 = -0x1.812680p-2f;
  static final float P0 = 0x1.20dd74p0f;

  /** e^(x^2) erfc(x) as a polynomial in x - 2, for 1 <= x <= 4, weighted by e^(-x^2). */
  static final float R7 = -0x1.97c2bep-12f;

  static final float R6 = 0x1.2600fep-11f;
  static final float R5 = -0x1.a432f6p-10f;
  static final float R4 = 0x1.6d2996p-8f;
  static final float R3 = -0x1.fba5a4p-7f;
  static final float R2 = 0x1.5630a2p-5f;
  static final float R1 = -0x1.b57364p-4f;
  static final float R0 = 0x1.058690p-2f;

  private Elementary32() {}

  /** e^x for x <= 88 or NaN; e^EXP_MIN below {@link #EXP_MIN}. */
  static float exp(float x) {
    float in = Math.max(x, EXP_MIN);
    float t = Math.fma(in, LOG2_E, SHIFT);
    float n = t - SHIFT;
    float r = Math.fma(n, MINUS_LN2_LOW, Math.fma(n, MINUS_LN2_HIGH, in));
    float p = Math.fma(r * r, q(r), r) + 1.0f;
    float e =
        Float.intBitsToFloat(
            Float.floatToRawIntBits(p) + (Float.floatToRawIntBits(t) << FRACTION_BITS));
    // in - in is 0, or NaN where shifted NaN bits could have become a number.
    return e + (in - in);
  }

  /** tanh(x) = E / (E + 2) with E = e^(2x) - 1; +0 for both zeros. */
  static float tanh(float x) {
    float y = 2.0f * Math.max(-TANH_MAX, Math.min(x, TANH_MAX));
    float t = Math.fma(y, LOG2_E, SHIFT);
    float n = t - SHIFT;
    float r = Math.fma(n, MINUS_LN2_LOW, Math.fma(n, MINUS_LN2_HIGH, y));
    float p = Math.fma(r * r, q(r), r);
    float u = Float.intBitsToFloat((Float.floatToRawIntBits(t) << FRACTION_BITS) + ONE_BITS);
    float e = Math.fma(u, p, u - 1.0f);
    return e / (e + 2.0f);
  }

  /** e^(-x^2), at least e^-GAUSS_MAX. */
  static float gauss(float x) {
    return exp(-Math.min(x * x, GAUSS_MAX));
  }

  /** erf(x). */
  static float erf(float x) {
    return erf(x, gauss(x));
  }

  /** erf(x) with gauss = e^(-x^2) given: x p(x^2) below 1, 1 - gauss r(x - 2) from there. */
  static float erf(float x, float gauss) {
    float size = Math.min(Math.abs(x), ERF_MAX);
    if (size < 1.0f) {
      return x * p(x * x);
    }
    return Math.max(-1.0f, Math.min(x, 1.0f)) * (1.0f - gauss * r(size - 2.0f));
  }

  private static float q(float r) {
    float q = Math.fma(Q4, r, Q3);
    q = Math.fma(q, r, Q2);
    q = Math.fma(q, r, Q1);
    return Math.fma(q, r, Q0);
  }

  private static float p(float s) {
    float p = Math.fma(P5, s, P4);
    p = Math.fma(p, s, P3);
    p = Math.fma(p, s, P2);
    p = Math.fma(p, s, P1);
    return Math.fma(p, s, P0);
  }

  private static float r(float v) {
    float r = Math.fma(R7, v, R6);
    r = Math.fma(r, v, R5);
    r = Math.fma(r, v, R4);
    r = Math.fma(r, v, R3);
    r = Math.fma(r, v, R2);
    r = Math.fma(r, v, R1);
    return Math.fma(r, v, R0);
  }
}
