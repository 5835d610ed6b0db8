package org.curvatureladder.linalg;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/** The independent dense algebra of the tests, in plain Java by EJML. */
public final class Ejml {
  private Ejml() {}

  public static DMatrixRMaj of(DenseMatrix matrix) {
    return new DMatrixRMaj(matrix.rows(), matrix.columns(), true, matrix.toArray());
  }

  public static DMatrixRMaj of(SymmetricMatrix matrix) {
    return of(matrix.values());
  }

  public static DenseMatrix toDense(DMatrixRMaj matrix) {
    return DenseMatrix.of(
        matrix.numRows, matrix.numCols, Arrays.copyOf(matrix.data, matrix.getNumElements()));
  }

  public static DMatrixRMaj random(int rows, int columns, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
    for (int k = 0; k < matrix.data.length; k++) {
      matrix.data[k] = random.nextGaussian();
    }
    return matrix;
  }

  public static DMatrixRMaj product(DMatrixRMaj a, DMatrixRMaj b) {
    return CommonOps_DDRM.mult(a, b, null);
  }

  public static DMatrixRMaj transpose(DMatrixRMaj a) {
    return CommonOps_DDRM.transpose(a, null);
  }

  /** A A' / n: positive semi-definite. */
  public static DMatrixRMaj gramian(DMatrixRMaj a) {
    DMatrixRMaj result = product(a, transpose(a));
    CommonOps_DDRM.scale(1.0 / a.numCols, result);
    return result;
  }

  public static DMatrixRMaj plusDiagonal(DMatrixRMaj a, double shift) {
    DMatrixRMaj result = a.copy();
    for (int i = 0; i < a.numRows; i++) {
      result.add(i, i, shift);
    }
    return result;
  }

  /** A^-1 v for every row v of V: V A^-1 for symmetric A. */
  public static DMatrixRMaj solveRows(DMatrixRMaj a, DMatrixRMaj v) {
    DMatrixRMaj inverse = new DMatrixRMaj(a.numRows, a.numCols);
    if (!CommonOps_DDRM.invert(a, inverse)) {
      throw new AssertionError("singular");
    }
    return product(v, inverse);
  }

  /** Eigenvalues ascending, and the eigenvectors in the rows of {@code vectors}. */
  public record Spectrum(double[] values, DMatrixRMaj vectors) {

    /** Q' diag(d) Q. */
    public DMatrixRMaj compose(double[] diagonal) {
      DMatrixRMaj scaled = vectors.copy();
      for (int i = 0; i < scaled.numRows; i++) {
        for (int j = 0; j < scaled.numCols; j++) {
          scaled.set(i, j, diagonal[i] * vectors.get(i, j));
        }
      }
      return product(transpose(vectors), scaled);
    }
  }

  public static Spectrum spectrum(DMatrixRMaj symmetric) {
    int n = symmetric.numRows;
    EigenDecomposition_F64<DMatrixRMaj> decomposition =
        DecompositionFactory_DDRM.eig(n, true, true);
    if (!decomposition.decompose(symmetric.copy())) {
      throw new AssertionError("no convergence");
    }
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order,
        (i, j) ->
            Double.compare(
                decomposition.getEigenvalue(i).getReal(),
                decomposition.getEigenvalue(j).getReal()));
    double[] values = new double[n];
    DMatrixRMaj vectors = new DMatrixRMaj(n, n);
    for (int k = 0; k < n; k++) {
      values[k] = decomposition.getEigenvalue(order[k]).getReal();
      DMatrixRMaj vector = decomposition.getEigenVector(order[k]);
      for (int j = 0; j < n; j++) {
        vectors.set(k, j, vector.get(j));
      }
    }
    return new Spectrum(values, vectors);
  }

  /** max |a - b| / max |b|, or max |a| where b is zero. */
  public static double relativeError(double[] actual, double[] expected) {
    if (actual.length != expected.length) {
      throw new AssertionError(actual.length + " values, expected " + expected.length);
    }
    double error = 0;
    double size = 0;
    for (int k = 0; k < expected.length; k++) {
      if (!Double.isFinite(actual[k]) || !Double.isFinite(expected[k])) {
        return Double.POSITIVE_INFINITY;
      }
      error = Math.max(error, Math.abs(actual[k] - expected[k]));
      size = Math.max(size, Math.abs(expected[k]));
    }
    return size == 0 ? error : error / size;
  }

  public static double relativeError(DenseMatrix actual, DMatrixRMaj expected) {
    return relativeError(actual.toArray(), Arrays.copyOf(expected.data, expected.getNumElements()));
  }

  public static double relativeError(SymmetricMatrix actual, DMatrixRMaj expected) {
    return relativeError(actual.values(), expected);
  }
}
