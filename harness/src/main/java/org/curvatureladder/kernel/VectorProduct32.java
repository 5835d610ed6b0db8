package org.curvatureladder.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * Matrix product X W + 1 b' in register blocks, four rows by four vectors where the width allows,
 * else eight by two or one: sixteen chains of sums hide the latency of the fused multiply-add.
 */
final class VectorProduct32 {
  private VectorProduct32() {}

  /** See {@link Kernels#product}. */
  static void run(
      float[] x, int xWidth, int in, float[] w, int wAt, float[] c, int width, int rows) {
    int j = 0;
    for (; j + 4 * Lanes32.COUNT <= width; j += 4 * Lanes32.COUNT) {
      for (int n = 0; n < rows; n += 4) {
        blockOf4(x, n * xWidth, xWidth, in, w, wAt + j, c, n * width + j, width);
      }
    }
    for (; j + 2 * Lanes32.COUNT <= width; j += 2 * Lanes32.COUNT) {
      for (int n = 0; n < rows; n += 8) {
        blockOf2(x, n * xWidth, xWidth, in, w, wAt + j, c, n * width + j, width);
      }
    }
    if (j < width) {
      for (int n = 0; n < rows; n += 8) {
        blockOf1(x, n * xWidth, xWidth, in, w, wAt + j, c, n * width + j, width);
      }
    }
  }

  /** Four rows by four vectors. */
  private static void blockOf4(
      float[] x, int x0, int xWidth, int in, float[] w, int at, float[] c, int to, int width) {
    int x1 = x0 + xWidth;
    int x2 = x1 + xWidth;
    int x3 = x2 + xWidth;
    int bias = at + in * width;
    FloatVector p0 = FloatVector.fromArray(Lanes32.SPECIES, w, bias);
    FloatVector p1 = p0;
    FloatVector p2 = p0;
    FloatVector p3 = p0;
    FloatVector q0 = FloatVector.fromArray(Lanes32.SPECIES, w, bias + Lanes32.COUNT);
    FloatVector q1 = q0;
    FloatVector q2 = q0;
    FloatVector q3 = q0;
    FloatVector r0 = FloatVector.fromArray(Lanes32.SPECIES, w, bias + 2 * Lanes32.COUNT);
    FloatVector r1 = r0;
    FloatVector r2 = r0;
    FloatVector r3 = r0;
    FloatVector s0 = FloatVector.fromArray(Lanes32.SPECIES, w, bias + 3 * Lanes32.COUNT);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int i = 0; i < in; i++) {
      FloatVector w0 = FloatVector.fromArray(Lanes32.SPECIES, w, at);
      FloatVector w1 = FloatVector.fromArray(Lanes32.SPECIES, w, at + Lanes32.COUNT);
      FloatVector w2 = FloatVector.fromArray(Lanes32.SPECIES, w, at + 2 * Lanes32.COUNT);
      FloatVector w3 = FloatVector.fromArray(Lanes32.SPECIES, w, at + 3 * Lanes32.COUNT);
      at += width;
      FloatVector f = FloatVector.broadcast(Lanes32.SPECIES, x[x0 + i]);
      p0 = f.fma(w0, p0);
      q0 = f.fma(w1, q0);
      r0 = f.fma(w2, r0);
      s0 = f.fma(w3, s0);
      f = FloatVector.broadcast(Lanes32.SPECIES, x[x1 + i]);
      p1 = f.fma(w0, p1);
      q1 = f.fma(w1, q1);
      r1 = f.fma(w2, r1);
      s1 = f.fma(w3, s1);
      f = FloatVector.broadcast(Lanes32.SPECIES, x[x2 + i]);
      p2 = f.fma(w0, p2);
      q2 = f.fma(w1, q2);
      r2 = f.fma(w2, r2);
      s2 = f.fma(w3, s2);
      f = FloatVector.broadcast(Lanes32.SPECIES, x[x3 + i]);
      p3 = f.fma(w0, p3);
      q3 = f.fma(w1, q3);
      r3 = f.fma(w2, r3);
      s3 = f.fma(w3, s3);
    }
    p0.intoArray(c, to);
    q0.intoArray(c, to + Lanes32.COUNT);
    r0.intoArray(c, to + 2 * Lanes32.COUNT);
    s0.intoArray(c, to + 3 * Lanes32.COUNT);
    p1.intoArray(c, to + width);
    q1.intoArray(c, to + width + Lanes32.COUNT);
    r1.intoArray(c, to + width + 2 * Lanes32.COUNT);
    s1.intoArray(c, to + width + 3 * Lanes32.COUNT);
    p2.intoArray(c, to + 2 * width);
    q2.intoArray(c, to + 2 * width + Lanes32.COUNT);
    r2.intoArray(c, to + 2 * width + 2 * Lanes32.COUNT);
    s2.intoArray(c, to + 2 * width + 3 * Lanes32.COUNT);
    p3.intoArray(c, to + 3 * width);
    q3.intoArray(c, to + 3 * width + Lanes32.COUNT);
    r3.intoArray(c, to + 3 * width + 2 * Lanes32.COUNT);
    s3.intoArray(c, to + 3 * width + 3 * Lanes32.COUNT);
  }

  /** Eight rows by two vectors. */
  private static void blockOf2(
      float[] x, int x0, int xWidth, int in, float[] w, int at, float[] c, int to, int width) {
    int x1 = x0 + xWidth;
    int x2 = x1 + xWidth;
    int x3 = x2 + xWidth;
    int x4 = x3 + xWidth;
    int x5 = x4 + xWidth;
    int x6 = x5 + xWidth;
    int x7 = x6 + xWidth;
    FloatVector p0 = FloatVector.fromArray(Lanes32.SPECIES, w, at + in * width);
    FloatVector q0 = FloatVector.fromArray(Lanes32.SPECIES, w, at + in * width + Lanes32.COUNT);
    FloatVector p1 = p0;
    FloatVector q1 = q0;
    FloatVector p2 = p0;
    FloatVector q2 = q0;
    FloatVector p3 = p0;
    FloatVector q3 = q0;
    FloatVector p4 = p0;
    FloatVector q4 = q0;
    FloatVector p5 = p0;
    FloatVector q5 = q0;
    FloatVector p6 = p0;
    FloatVector q6 = q0;
    FloatVector p7 = p0;
    FloatVector q7 = q0;
    for (int i = 0; i < in; i++) {
      FloatVector u = FloatVector.fromArray(Lanes32.SPECIES, w, at);
      FloatVector v = FloatVector.fromArray(Lanes32.SPECIES, w, at + Lanes32.COUNT);
      at += width;
      FloatVector s = FloatVector.broadcast(Lanes32.SPECIES, x[x0 + i]);
      p0 = s.fma(u, p0);
      q0 = s.fma(v, q0);
      s = FloatVector.broadcast(Lanes32.SPECIES, x[x1 + i]);
      p1 = s.fma(u, p1);
      q1 = s.fma(v, q1);
      s = FloatVector.broadcast(Lanes32.SPECIES, x[x2 + i]);
      p2 = s.fma(u, p2);
      q2 = s.fma(v, q2);
      s = FloatVector.broadcast(Lanes32.SPECIES, x[x3 + i]);
      p3 = s.fma(u, p3);
      q3 = s.fma(v, q3);
      s = FloatVector.broadcast(Lanes32.SPECIES, x[x4 + i]);
      p4 = s.fma(u, p4);
      q4 = s.fma(v, q4);
      s = FloatVector.broadcast(Lanes32.SPECIES, x[x5 + i]);
      p5 = s.fma(u, p5);
      q5 = s.fma(v, q5);
      s = FloatVector.broadcast(Lanes32.SPECIES, x[x6 + i]);
      p6 = s.fma(u, p6);
      q6 = s.fma(v, q6);
      s = FloatVector.broadcast(Lanes32.SPECIES, x[x7 + i]);
      p7 = s.fma(u, p7);
      q7 = s.fma(v, q7);
    }
    p0.intoArray(c, to);
    q0.intoArray(c, to + Lanes32.COUNT);
    p1.intoArray(c, to + 1 * width);
    q1.intoArray(c, to + 1 * width + Lanes32.COUNT);
    p2.intoArray(c, to + 2 * width);
    q2.intoArray(c, to + 2 * width + Lanes32.COUNT);
    p3.intoArray(c, to + 3 * width);
    q3.intoArray(c, to + 3 * width + Lanes32.COUNT);
    p4.intoArray(c, to + 4 * width);
    q4.intoArray(c, to + 4 * width + Lanes32.COUNT);
    p5.intoArray(c, to + 5 * width);
    q5.intoArray(c, to + 5 * width + Lanes32.COUNT);
    p6.intoArray(c, to + 6 * width);
    q6.intoArray(c, to + 6 * width + Lanes32.COUNT);
    p7.intoArray(c, to + 7 * width);
    q7.intoArray(c, to + 7 * width + Lanes32.COUNT);
  }

  /** Eight rows by one vector. */
  private static void blockOf1(
      float[] x, int x0, int xWidth, int in, float[] w, int at, float[] c, int to, int width) {
    int x1 = x0 + xWidth;
    int x2 = x1 + xWidth;
    int x3 = x2 + xWidth;
    int x4 = x3 + xWidth;
    int x5 = x4 + xWidth;
    int x6 = x5 + xWidth;
    int x7 = x6 + xWidth;
    FloatVector p0 = FloatVector.fromArray(Lanes32.SPECIES, w, at + in * width);
    FloatVector p1 = p0;
    FloatVector p2 = p0;
    FloatVector p3 = p0;
    FloatVector p4 = p0;
    FloatVector p5 = p0;
    FloatVector p6 = p0;
    FloatVector p7 = p0;
    for (int i = 0; i < in; i++) {
      FloatVector u = FloatVector.fromArray(Lanes32.SPECIES, w, at);
      at += width;
      FloatVector s = FloatVector.broadcast(Lanes32.SPECIES, x[x0 + i]);
      p0 = s.fma(u, p0);
      s = FloatVector.broadcast(Lanes32.SPECIES, x[x1 + i]);
      p1 = s.fma(u, p1);
      s = FloatVector.broadcast(Lanes32.SPECIES, x[x2 + i]);
      p2 = s.fma(u, p2);
      s = FloatVector.broadcast(Lanes32.SPECIES, x[x3 + i]);
      p3 = s.fma(u, p3);
      s = FloatVector.broadcast(Lanes32.SPECIES, x[x4 + i]);
      p4 = s.fma(u, p4);
      s = FloatVector.broadcast(Lanes32.SPECIES, x[x5 + i]);
      p5 = s.fma(u, p5);
      s = FloatVector.broadcast(Lanes32.SPECIES, x[x6 + i]);
      p6 = s.fma(u, p6);
      s = FloatVector.broadcast(Lanes32.SPECIES, x[x7 + i]);
      p7 = s.fma(u, p7);
    }
    p0.intoArray(c, to);
    p1.intoArray(c, to + 1 * width);
    p2.intoArray(c, to + 2 * width);
    p3.intoArray(c, to + 3 * width);
    p4.intoArray(c, to + 4 * width);
    p5.intoArray(c, to + 5 * width);
    p6.intoArray(c, to + 6 * width);
    p7.intoArray(c, to + 7 * width);
  }
}
