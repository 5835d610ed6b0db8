package org.curvatureladder.curvature;

class MatrixFreeHessianTest extends MatrixFreeContract {
  MatrixFreeHessianTest() {
    super(Ladder.HESSIAN);
  }

  @Override
  MatrixFreeCurvature curvature(Linearisation linearisation, int chunk) {
    return new MatrixFreeHessian(linearisation, chunk);
  }
}
