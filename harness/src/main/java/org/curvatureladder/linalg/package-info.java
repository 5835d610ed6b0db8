/**
 * Dense symmetric algebra: LAPACK and BLAS (OpenBLAS) off the heap where matrices are large, EJML
 * where they are small.
 */
package org.curvatureladder.linalg;
