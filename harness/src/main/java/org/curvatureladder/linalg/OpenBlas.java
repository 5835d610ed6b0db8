package org.curvatureladder.linalg;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * The few BLAS and LAPACK routines the project calls, by their mathematical names, always on
 * off-heap memory (the {@code double[]} overloads of the binding copy their arguments).
 *
 * <p>LAPACK is called in column-major order on row-major memory: a symmetric matrix is its own
 * transpose, a k x P row-major matrix is a P x k column-major one, and LAPACKE's row-major mode
 * would copy every matrix.
 */
public final class OpenBlas {
  private static final int THREADS = Runtime.getRuntime().availableProcessors();

  static {
    openblas_nolapack.blas_set_num_threads(THREADS);
  }

  private OpenBlas() {}

  /** Threads of every dense operation outside of {@link #overRows}: the number of processors. */
  public static int threads() {
    return THREADS;
  }

  /** Work on one row by one of the {@link #workers}; never calls {@link #overRows} itself. */
  public interface RowTask {
    /** Works on a row; no two calls with the same worker run at the same time. */
    void run(int worker, int row);
  }

  /** How many workers {@link #overRows} uses for so many rows. */
  public static int workers(int rows) {
    return rows < THREADS ? 1 : THREADS;
  }

  /**
   * Runs a task for every row, each worker taking the next row and computing on one thread. Many
   * products of middling size run faster this way than with all threads on each of them, which meet
   * at a barrier several times per product; where other programs share the processors, by far.
   * Fewer rows than threads are taken one by one with all threads.
   */
  public static void overRows(int rows, RowTask task) {
    if (workers(rows) == 1) {
      for (int row = 0; row < rows; row++) {
        task.run(0, row);
      }
      return;
    }
    synchronized (OpenBlas.class) {
      openblas_nolapack.blas_set_num_threads(1);
      try {
        AtomicInteger next = new AtomicInteger();
        IntStream.range(0, THREADS)
            .parallel()
            .forEach(
                worker -> {
                  for (int row = next.getAndIncrement(); row < rows; row = next.getAndIncrement()) {
                    task.run(worker, row);
                  }
                });
      } finally {
        openblas_nolapack.blas_set_num_threads(THREADS);
      }
    }
  }

  /**
   * The library and what selects its kernels, for provenance: version, threads, the vendor number
   * of the loaded library, and OPENBLAS_CORETYPE where it is set.
   */
  public static String config() {
    String core = System.getenv("OPENBLAS_CORETYPE");
    return "%s threads=%d vendor=%d coretype=%s"
        .formatted(
            openblas.OPENBLAS_VERSION.strip(),
            THREADS,
            openblas_nolapack.blas_get_vendor(),
            core == null ? "detected" : core);
  }

  /** C = alpha op(A) op(B) + beta C, op being the transpose where the flag says so. */
  static void product(
      double alpha,
      DenseMatrix a,
      boolean transposeA,
      DenseMatrix b,
      boolean transposeB,
      double beta,
      DenseMatrix c) {
    int inner = transposeA ? a.rows() : a.columns();
    DenseMatrix.check(
        inner == (transposeB ? b.columns() : b.rows())
            && c.rows() == (transposeA ? a.columns() : a.rows())
            && c.columns() == (transposeB ? b.rows() : b.columns()),
        "product of %s%s and %s%s into %s",
        a,
        transposeA ? "'" : "",
        b,
        transposeB ? "'" : "",
        c);
    openblas.cblas_dgemm(
        openblas.CblasRowMajor,
        transposeA ? openblas.CblasTrans : openblas.CblasNoTrans,
        transposeB ? openblas.CblasTrans : openblas.CblasNoTrans,
        c.rows(),
        c.columns(),
        inner,
        alpha,
        a.pointer(),
        a.stride(),
        b.pointer(),
        b.stride(),
        beta,
        c.pointer(),
        c.stride());
  }

  /** The upper triangle of C = alpha A'A. */
  static void gramian(double alpha, DenseMatrix a, DenseMatrix c) {
    openblas.cblas_dsyrk(
        openblas.CblasRowMajor,
        openblas.CblasUpper,
        openblas.CblasTrans,
        a.columns(),
        a.rows(),
        alpha,
        a.pointer(),
        a.stride(),
        0,
        c.pointer(),
        c.stride());
  }

  /** C = V A for symmetric A, of which the upper triangle is read. */
  static void symmetricProduct(DenseMatrix v, DenseMatrix a, DenseMatrix c) {
    DenseMatrix.check(v.columns() == a.rows(), "product of %s and symmetric %s", v, a);
    openblas.cblas_dsymm(
        openblas.CblasRowMajor,
        openblas.CblasRight,
        openblas.CblasUpper,
        v.rows(),
        v.columns(),
        1,
        a.pointer(),
        a.stride(),
        v.pointer(),
        v.stride(),
        0,
        c.pointer(),
        c.stride());
  }

  /**
   * In place A = U'U, U in the row-major upper triangle.
   *
   * @return LAPACK's info: 0, or the order k of the leading minor that is not positive
   */
  static int choleskyInPlace(DenseMatrix a) {
    return openblas.LAPACKE_dpotrf(
        openblas.LAPACK_COL_MAJOR, (byte) 'L', a.rows(), a.pointer(), a.stride());
  }

  /** Each row v of V becomes A^-1 v for the factor of {@link #choleskyInPlace}. */
  static int choleskySolveInPlace(DenseMatrix factor, DenseMatrix v) {
    DenseMatrix.check(v.columns() == factor.rows(), "solve of %s by %s", v, factor);
    return openblas.LAPACKE_dpotrs(
        openblas.LAPACK_COL_MAJOR,
        (byte) 'L',
        factor.rows(),
        v.rows(),
        factor.pointer(),
        factor.stride(),
        v.pointer(),
        v.stride());
  }

  /**
   * {@code values} becomes the eigenvalues of A, ascending, and A its eigenvectors, one per ROW, or
   * garbage where they are not wanted.
   *
   * @return LAPACK's info: 0, or a positive number where the iteration did not converge
   */
  static int eigenInPlace(DenseMatrix a, double[] values, boolean vectors) {
    try (DoublePointer spectrum = new DoublePointer(a.rows())) {
      int info =
          openblas.LAPACKE_dsyevd(
              openblas.LAPACK_COL_MAJOR,
              (byte) (vectors ? 'V' : 'N'),
              (byte) 'L',
              a.rows(),
              a.pointer(),
              a.stride(),
              spectrum);
      spectrum.get(values);
      return info;
    }
  }
}
