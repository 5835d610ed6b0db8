package org.curvatureladder.kernel;

import jdk.incubator.vector.DoubleVector;

/**
 * Matrix product X W + 1 b' in register blocks of eight rows by two vectors: each weight vector
 * loaded serves eight examples, each broadcast input serves a whole vector of outputs.
 */
final class VectorProduct64 {
  private VectorProduct64() {}

  /** See {@link Kernels#product}. */
  static void run(
      double[] x, int xWidth, int in, double[] w, int wAt, double[] c, int width, int rows) {
    for (int n = 0; n < rows; n += Kernels.ROWS) {
      int from = n * xWidth;
      int to = n * width;
      int j = 0;
      for (; j + 2 * Lanes64.COUNT <= width; j += 2 * Lanes64.COUNT) {
        blockOf2(x, from, xWidth, in, w, wAt + j, c, to + j, width);
      }
    }
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
