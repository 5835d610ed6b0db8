package org.curvatureladder.curvature;

class MatrixFreeGaussNewtonTest extends MatrixFreeContract {
  MatrixFreeGaussNewtonTest() {
    super(Ladder.GAUSS_NEWTON);
  }

  @Override
  MatrixFreeCurvature curvature(Linearisation linearisation, int chunk) {
    return new MatrixFreeGaussNewton(linearisation, chunk);
  }
}
