package org.curvatureladder.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * Matrix product [X 1]' D, eight rows at a time, in register blocks of eight rows by two vectors or
 * one, stored and not applied at once: vectors handed to a further method make C2 box the
 * accumulators.
 */
final class VectorGradient32 {
  private VectorGradient32() {}

  /** See {@link Kernels32#gradient}. */
  static void run(
      float[] x, int xWidth, int in, int from, float[] d, int width, int batch, float[] g) {
    if (from + Kernels.ROWS <= in) {
      int j = 0;
      for (; j + 2 * Lanes32.COUNT <= width; j += 2 * Lanes32.COUNT) {
        block8Of2(x, from, xWidth, d, j, width, batch, g, j);
      }
      if (j < width) {
        block8Of1(x, from, xWidth, d, j, width, batch, g, j);
      }
      return;
    }
    for (int j = 0; j < width; j += Lanes32.COUNT) {
      for (int i = from; i < in; i++) {
        rowOf1(x, i, xWidth, d, j, width, batch, g, (i - from) * width + j);
      }
      bias(d, j, width, batch, g, (in - from) * width + j);
    }
  }

  /** Eight rows by two vectors. */
  private static void block8Of2(
      float[] x, int from, int xWidth, float[] d, int at, int width, int batch, float[] g, int to) {
    FloatVector p0 = FloatVector.zero(Lanes32.SPECIES);
    FloatVector q0 = p0;
    FloatVector p1 = p0;
    FloatVector q1 = p0;
    FloatVector p2 = p0;
    FloatVector q2 = p0;
    FloatVector p3 = p0;
    FloatVector q3 = p0;
    FloatVector p4 = p0;
    FloatVector q4 = p0;
    FloatVector p5 = p0;
    FloatVector q5 = p0;
    FloatVector p6 = p0;
    FloatVector q6 = p0;
    FloatVector p7 = p0;
    FloatVector q7 = p0;
    for (int n = 0; n < batch; n++) {
      FloatVector u = FloatVector.fromArray(Lanes32.SPECIES, d, at);
      FloatVector v = FloatVector.fromArray(Lanes32.SPECIES, d, at + Lanes32.COUNT);
      at += width;
      FloatVector s = FloatVector.broadcast(Lanes32.SPECIES, x[from]);
      p0 = s.fma(u, p0);
      q0 = s.fma(v, q0);
      s = FloatVector.broadcast(Lanes32.SPECIES, x[from + 1]);
      p1 = s.fma(u, p1);
      q1 = s.fma(v, q1);
      s = FloatVector.broadcast(Lanes32.SPECIES, x[from + 2]);
      p2 = s.fma(u, p2);
      q2 = s.fma(v, q2);
      s = FloatVector.broadcast(Lanes32.SPECIES, x[from + 3]);
      p3 = s.fma(u, p3);
      q3 = s.fma(v, q3);
      s = FloatVector.broadcast(Lanes32.SPECIES, x[from + 4]);
      p4 = s.fma(u, p4);
      q4 = s.fma(v, q4);
      s = FloatVector.broadcast(Lanes32.SPECIES, x[from + 5]);
      p5 = s.fma(u, p5);
      q5 = s.fma(v, q5);
      s = FloatVector.broadcast(Lanes32.SPECIES, x[from + 6]);
      p6 = s.fma(u, p6);
      q6 = s.fma(v, q6);
      s = FloatVector.broadcast(Lanes32.SPECIES, x[from + 7]);
      p7 = s.fma(u, p7);
      q7 = s.fma(v, q7);
      from += xWidth;
    }
    p0.intoArray(g, to);
    q0.intoArray(g, to + Lanes32.COUNT);
    p1.intoArray(g, to + 1 * width);
    q1.intoArray(g, to + 1 * width + Lanes32.COUNT);
    p2.intoArray(g, to + 2 * width);
    q2.intoArray(g, to + 2 * width + Lanes32.COUNT);
    p3.intoArray(g, to + 3 * width);
    q3.intoArray(g, to + 3 * width + Lanes32.COUNT);
    p4.intoArray(g, to + 4 * width);
    q4.intoArray(g, to + 4 * width + Lanes32.COUNT);
    p5.intoArray(g, to + 5 * width);
    q5.intoArray(g, to + 5 * width + Lanes32.COUNT);
    p6.intoArray(g, to + 6 * width);
    q6.intoArray(g, to + 6 * width + Lanes32.COUNT);
    p7.intoArray(g, to + 7 * width);
    q7.intoArray(g, to + 7 * width + Lanes32.COUNT);
  }

  /** Eight rows by one vector. */
  private static void block8Of1(
      float[] x, int from, int xWidth, float[] d, int at, int width, int batch, float[] g, int to) {
    FloatVector p0 = FloatVector.zero(Lanes32.SPECIES);
    FloatVector p1 = p0;
    FloatVector p2 = p0;
    FloatVector p3 = p0;
    FloatVector p4 = p0;
    FloatVector p5 = p0;
    FloatVector p6 = p0;
    FloatVector p7 = p0;
    for (int n = 0; n < batch; n++) {
      FloatVector u = FloatVector.fromArray(Lanes32.SPECIES, d, at);
      at += width;
      FloatVector s = FloatVector.broadcast(Lanes32.SPECIES, x[from]);
      p0 = s.fma(u, p0);
      s = FloatVector.broadcast(Lanes32.SPECIES, x[from + 1]);
      p1 = s.fma(u, p1);
      s = FloatVector.broadcast(Lanes32.SPECIES, x[from + 2]);
      p2 = s.fma(u, p2);
      s = FloatVector.broadcast(Lanes32.SPECIES, x[from + 3]);
      p3 = s.fma(u, p3);
      s = FloatVector.broadcast(Lanes32.SPECIES, x[from + 4]);
      p4 = s.fma(u, p4);
      s = FloatVector.broadcast(Lanes32.SPECIES, x[from + 5]);
      p5 = s.fma(u, p5);
      s = FloatVector.broadcast(Lanes32.SPECIES, x[from + 6]);
      p6 = s.fma(u, p6);
      s = FloatVector.broadcast(Lanes32.SPECIES, x[from + 7]);
      p7 = s.fma(u, p7);
      from += xWidth;
    }
    p0.intoArray(g, to);
    p1.intoArray(g, to + 1 * width);
    p2.intoArray(g, to + 2 * width);
    p3.intoArray(g, to + 3 * width);
    p4.intoArray(g, to + 4 * width);
    p5.intoArray(g, to + 5 * width);
    p6.intoArray(g, to + 6 * width);
    p7.intoArray(g, to + 7 * width);
  }

  /** One row by one vector. */
  private static void rowOf1(
      float[] x, int from, int xWidth, float[] d, int at, int width, int batch, float[] g, int to) {
    FloatVector p0 = FloatVector.zero(Lanes32.SPECIES);
    for (int n = 0; n < batch; n++) {
      FloatVector u = FloatVector.fromArray(Lanes32.SPECIES, d, at);
      at += width;
      FloatVector s = FloatVector.broadcast(Lanes32.SPECIES, x[from]);
      p0 = s.fma(u, p0);
      from += xWidth;
    }
    p0.intoArray(g, to);
  }

  /** Column sums of D. */
  private static void bias(float[] d, int at, int width, int batch, float[] g, int to) {
    FloatVector p = FloatVector.zero(Lanes32.SPECIES);
    for (int n = 0; n < batch; n++) {
      p = p.add(FloatVector.fromArray(Lanes32.SPECIES, d, at));
      at += width;
    }
    p.intoArray(g, to);
  }
}
