package org.curvatureladder.kernel;

import jdk.incubator.vector.DoubleVector;

/**
 * Matrix product X W + 1 b' in register blocks, four rows by four vectors where the width allows,
 * else eight by two or one: sixteen chains of sums hide the latency of the fused multiply-add.
 */
final class VectorProduct64 {
  private VectorProduct64() {}

  /** See {@link Kernels#product}. */
  static void run(
      double[] x, int xWidth, int in, double[] w, int wAt, double[] c, int width, int rows) {
    int j = 0;
    for (; j + 4 * Lanes64.COUNT <= width; j += 4 * Lanes64.COUNT) {
      for (int n = 0; n < rows; n += 4) {
        blockOf4(x, n * xWidth, xWidth, in, w, wAt + j, c, n * width + j, width);
      }
    }
    for (; j + 2 * Lanes64.COUNT <= width; j += 2 * Lanes64.COUNT) {
      for (int n = 0; n < rows; n += 8) {
        blockOf2(x, n * xWidth, xWidth, in, w, wAt + j, c, n * width + j, width);
      }
    }
  }

  /** Four rows by four vectors. */
  private static void blockOf4(
      double[] x, int x0, int xWidth, int in, double[] w, int at, double[] c, int to, int width) {
    int x1 = x0 + xWidth;
    int x2 = x1 + xWidth;
    int x3 = x2 + xWidth;
    int bias = at + in * width;
    DoubleVector p0 = DoubleVector.fromArray(Lanes64.SPECIES, w, bias);
    DoubleVector p1 = p0;
    DoubleVector p2 = p0;
    DoubleVector p3 = p0;
    DoubleVector q0 = DoubleVector.fromArray(Lanes64.SPECIES, w, bias + Lanes64.COUNT);
    DoubleVector q1 = q0;
    DoubleVector q2 = q0;
    DoubleVector q3 = q0;
    DoubleVector r0 = DoubleVector.fromArray(Lanes64.SPECIES, w, bias + 2 * Lanes64.COUNT);
    DoubleVector r1 = r0;
    DoubleVector r2 = r0;
    DoubleVector r3 = r0;
    DoubleVector s0 = DoubleVector.fromArray(Lanes64.SPECIES, w, bias + 3 * Lanes64.COUNT);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    for (int i = 0; i < in; i++) {
      DoubleVector w0 = DoubleVector.fromArray(Lanes64.SPECIES, w, at);
      DoubleVector w1 = DoubleVector.fromArray(Lanes64.SPECIES, w, at + Lanes64.COUNT);
      DoubleVector w2 = DoubleVector.fromArray(Lanes64.SPECIES, w, at + 2 * Lanes64.COUNT);
      DoubleVector w3 = DoubleVector.fromArray(Lanes64.SPECIES, w, at + 3 * Lanes64.COUNT);
      at += width;
      DoubleVector f = DoubleVector.broadcast(Lanes64.SPECIES, x[x0 + i]);
      p0 = f.fma(w0, p0);
      q0 = f.fma(w1, q0);
      r0 = f.fma(w2, r0);
      s0 = f.fma(w3, s0);
      f = DoubleVector.broadcast(Lanes64.SPECIES, x[x1 + i]);
      p1 = f.fma(w0, p1);
      q1 = f.fma(w1, q1);
      r1 = f.fma(w2, r1);
      s1 = f.fma(w3, s1);
      f = DoubleVector.broadcast(Lanes64.SPECIES, x[x2 + i]);
      p2 = f.fma(w0, p2);
      q2 = f.fma(w1, q2);
      r2 = f.fma(w2, r2);
      s2 = f.fma(w3, s2);
      f = DoubleVector.broadcast(Lanes64.SPECIES, x[x3 + i]);
      p3 = f.fma(w0, p3);
      q3 = f.fma(w1, q3);
      r3 = f.fma(w2, r3);
      s3 = f.fma(w3, s3);
    }
    p0.intoArray(c, to);
    q0.intoArray(c, to + Lanes64.COUNT);
    r0.intoArray(c, to + 2 * Lanes64.COUNT);
    s0.intoArray(c, to + 3 * Lanes64.COUNT);
    p1.intoArray(c, to + width);
    q1.intoArray(c, to + width + Lanes64.COUNT);
    r1.intoArray(c, to + width + 2 * Lanes64.COUNT);
    s1.intoArray(c, to + width + 3 * Lanes64.COUNT);
    p2.intoArray(c, to + 2 * width);
    q2.intoArray(c, to + 2 * width + Lanes64.COUNT);
    r2.intoArray(c, to + 2 * width + 2 * Lanes64.COUNT);
    s2.intoArray(c, to + 2 * width + 3 * Lanes64.COUNT);
    p3.intoArray(c, to + 3 * width);
    q3.intoArray(c, to + 3 * width + Lanes64.COUNT);
    r3.intoArray(c, to + 3 * width + 2 * Lanes64.COUNT);
    s3.intoArray(c, to + 3 * width + 3 * Lanes64.COUNT);
  }

  /** Eight rows by two vectors. */
  private static void blockOf2(
      double[] x, int x0, int xWidth, int in, double[] w, int at, double[] c, int to, int width) {
    int x1 = x0 + xWidth;
    int x2 = x1 + xWidth;
    int x3 = x2 + xWidth;
    int x4 = x3 + xWidth;
    int x5 = x4 + xWidth;
    int x6 = x5 + xWidth;
    int x7 = x6 + xWidth;
    DoubleVector p0 = DoubleVector.fromArray(Lanes64.SPECIES, w, at + in * width);
    DoubleVector q0 = DoubleVector.fromArray(Lanes64.SPECIES, w, at + in * width + Lanes64.COUNT);
    DoubleVector p1 = p0;
    DoubleVector q1 = q0;
    DoubleVector p2 = p0;
    DoubleVector q2 = q0;
    DoubleVector p3 = p0;
    DoubleVector q3 = q0;
    DoubleVector p4 = p0;
    DoubleVector q4 = q0;
    DoubleVector p5 = p0;
    DoubleVector q5 = q0;
    DoubleVector p6 = p0;
    DoubleVector q6 = q0;
    DoubleVector p7 = p0;
    DoubleVector q7 = q0;
    for (int i = 0; i < in; i++) {
      DoubleVector u = DoubleVector.fromArray(Lanes64.SPECIES, w, at);
      DoubleVector v = DoubleVector.fromArray(Lanes64.SPECIES, w, at + Lanes64.COUNT);
      at += width;
      DoubleVector s = DoubleVector.broadcast(Lanes64.SPECIES, x[x0 + i]);
      p0 = s.fma(u, p0);
      q0 = s.fma(v, q0);
      s = DoubleVector.broadcast(Lanes64.SPECIES, x[x1 + i]);
      p1 = s.fma(u, p1);
      q1 = s.fma(v, q1);
      s = DoubleVector.broadcast(Lanes64.SPECIES, x[x2 + i]);
      p2 = s.fma(u, p2);
      q2 = s.fma(v, q2);
      s = DoubleVector.broadcast(Lanes64.SPECIES, x[x3 + i]);
      p3 = s.fma(u, p3);
      q3 = s.fma(v, q3);
      s = DoubleVector.broadcast(Lanes64.SPECIES, x[x4 + i]);
      p4 = s.fma(u, p4);
      q4 = s.fma(v, q4);
      s = DoubleVector.broadcast(Lanes64.SPECIES, x[x5 + i]);
      p5 = s.fma(u, p5);
      q5 = s.fma(v, q5);
      s = DoubleVector.broadcast(Lanes64.SPECIES, x[x6 + i]);
      p6 = s.fma(u, p6);
      q6 = s.fma(v, q6);
      s = DoubleVector.broadcast(Lanes64.SPECIES, x[x7 + i]);
      p7 = s.fma(u, p7);
      q7 = s.fma(v, q7);
    }
    p0.intoArray(c, to);
    q0.intoArray(c, to + Lanes64.COUNT);
    p1.intoArray(c, to + 1 * width);
    q1.intoArray(c, to + 1 * width + Lanes64.COUNT);
    p2.intoArray(c, to + 2 * width);
    q2.intoArray(c, to + 2 * width + Lanes64.COUNT);
    p3.intoArray(c, to + 3 * width);
    q3.intoArray(c, to + 3 * width + Lanes64.COUNT);
    p4.intoArray(c, to + 4 * width);
    q4.intoArray(c, to + 4 * width + Lanes64.COUNT);
    p5.intoArray(c, to + 5 * width);
    q5.intoArray(c, to + 5 * width + Lanes64.COUNT);
    p6.intoArray(c, to + 6 * width);
    q6.intoArray(c, to + 6 * width + Lanes64.COUNT);
    p7.intoArray(c, to + 7 * width);
    q7.intoArray(c, to + 7 * width + Lanes64.COUNT);
  }
}
