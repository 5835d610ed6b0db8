package org.curvatureladder.kernel;

import jdk.incubator.vector.DoubleVector;

/**
 * Matrix product [X 1]' D, eight rows at a time, in register blocks of eight rows by two vectors,
 * stored and not applied at once: vectors handed to a further method make C2 box the accumulators.
 */
final class VectorGradient64 {
  private VectorGradient64() {}

  /** See {@link Kernels64#gradient}. */
  static void run(
      double[] x, int xWidth, int in, int from, double[] d, int width, int batch, double[] g) {
    if (from + Kernels.ROWS <= in) {
      int j = 0;
      for (; j + 2 * Lanes64.COUNT <= width; j += 2 * Lanes64.COUNT) {
        block8Of2(x, from, xWidth, d, j, width, batch, g, j);
      }
      return;
    }
    for (int j = 0; j < width; j += Lanes64.COUNT) {
      for (int i = from; i < in; i++) {
        rowOf1(x, i, xWidth, d, j, width, batch, g, (i - from) * width + j);
      }
      bias(d, j, width, batch, g, (in - from) * width + j);
    }
  }

  /** Eight rows by two vectors. */
  private static void block8Of2(
      double[] x,
      int from,
      int xWidth,
      double[] d,
      int at,
      int width,
      int batch,
      double[] g,
      int to) {
    DoubleVector p0 = DoubleVector.zero(Lanes64.SPECIES);
    DoubleVector q0 = p0;
    DoubleVector p1 = p0;
    DoubleVector q1 = p0;
    DoubleVector p2 = p0;
    DoubleVector q2 = p0;
    DoubleVector p3 = p0;
    DoubleVector q3 = p0;
    DoubleVector p4 = p0;
    DoubleVector q4 = p0;
    DoubleVector p5 = p0;
    DoubleVector q5 = p0;
    DoubleVector p6 = p0;
    DoubleVector q6 = p0;
    DoubleVector p7 = p0;
    DoubleVector q7 = p0;
    for (int n = 0; n < batch; n++) {
      DoubleVector u = DoubleVector.fromArray(Lanes64.SPECIES, d, at);
      DoubleVector v = DoubleVector.fromArray(Lanes64.SPECIES, d, at + Lanes64.COUNT);
      at += width;
      DoubleVector s = DoubleVector.broadcast(Lanes64.SPECIES, x[from]);
      p0 = s.fma(u, p0);
      q0 = s.fma(v, q0);
      s = DoubleVector.broadcast(Lanes64.SPECIES, x[from + 1]);
      p1 = s.fma(u, p1);
      q1 = s.fma(v, q1);
      s = DoubleVector.broadcast(Lanes64.SPECIES, x[from + 2]);
      p2 = s.fma(u, p2);
      q2 = s.fma(v, q2);
      s = DoubleVector.broadcast(Lanes64.SPECIES, x[from + 3]);
      p3 = s.fma(u, p3);
      q3 = s.fma(v, q3);
      s = DoubleVector.broadcast(Lanes64.SPECIES, x[from + 4]);
      p4 = s.fma(u, p4);
      q4 = s.fma(v, q4);
      s = DoubleVector.broadcast(Lanes64.SPECIES, x[from + 5]);
      p5 = s.fma(u, p5);
      q5 = s.fma(v, q5);
      s = DoubleVector.broadcast(Lanes64.SPECIES, x[from + 6]);
      p6 = s.fma(u, p6);
      q6 = s.fma(v, q6);
      s = DoubleVector.broadcast(Lanes64.SPECIES, x[from + 7]);
      p7 = s.fma(u, p7);
      q7 = s.fma(v, q7);
      from += xWidth;
    }
    p0.intoArray(g, to);
    q0.intoArray(g, to + Lanes64.COUNT);
    p1.intoArray(g, to + 1 * width);
    q1.intoArray(g, to + 1 * width + Lanes64.COUNT);
    p2.intoArray(g, to + 2 * width);
    q2.intoArray(g, to + 2 * width + Lanes64.COUNT);
    p3.intoArray(g, to + 3 * width);
    q3.intoArray(g, to + 3 * width + Lanes64.COUNT);
    p4.intoArray(g, to + 4 * width);
    q4.intoArray(g, to + 4 * width + Lanes64.COUNT);
    p5.intoArray(g, to + 5 * width);
    q5.intoArray(g, to + 5 * width + Lanes64.COUNT);
    p6.intoArray(g, to + 6 * width);
    q6.intoArray(g, to + 6 * width + Lanes64.COUNT);
    p7.intoArray(g, to + 7 * width);
    q7.intoArray(g, to + 7 * width + Lanes64.COUNT);
  }

  /** One row by one vector. */
  private static void rowOf1(
      double[] x,
      int from,
      int xWidth,
      double[] d,
      int at,
      int width,
      int batch,
      double[] g,
      int to) {
    DoubleVector p0 = DoubleVector.zero(Lanes64.SPECIES);
    for (int n = 0; n < batch; n++) {
      DoubleVector u = DoubleVector.fromArray(Lanes64.SPECIES, d, at);
      at += width;
      DoubleVector s = DoubleVector.broadcast(Lanes64.SPECIES, x[from]);
      p0 = s.fma(u, p0);
      from += xWidth;
    }
    p0.intoArray(g, to);
  }

  /** Column sums of D. */
  private static void bias(double[] d, int at, int width, int batch, double[] g, int to) {
    DoubleVector p = DoubleVector.zero(Lanes64.SPECIES);
    for (int n = 0; n < batch; n++) {
      p = p.add(DoubleVector.fromArray(Lanes64.SPECIES, d, at));
      at += width;
    }
    p.intoArray(g, to);
  }
}
