package org.curvatureladder.curvature;

import java.util.Arrays;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.KroneckerBasis;

/**
 * One Kronecker product S (x) A per group of parameters, Lambda[s, a] = lambda_S[s] lambda_A[a]:
 * the rungs whose FACTORS can be damped.
 */
public abstract class KroneckerProduct extends KroneckerFactored {

  /**
   * The products of the factors whose eigendecompositions the bases are.
   *
   * @param name the rung's name
   * @param groups the parameters it couples
   * @param bases one per group, not taken over
   */
  protected KroneckerProduct(String name, ParameterGroups groups, KroneckerBasis[] bases) {
    super(
        name,
        groups,
        bases,
        Arrays.stream(bases).map(basis -> products(basis, 0, 0)).toArray(double[][]::new));
  }

  /**
   * Factored Tikhonov damping (Martens and Grosse 2015, arXiv 1503.05671, section 6.3): (S + sqrt
   * lambda / pi I)^-1 (x) (A + pi sqrt lambda I)^-1 v for every row v, with pi^2 = (tr A / dim A) /
   * (tr S / dim S), and pi = 1 where a trace is zero. It adds lambda I and, unlike {@link #solve},
   * the cross terms pi sqrt lambda S (x) I + sqrt lambda / pi I (x) A.
   *
   * @throws ArithmeticException if a damped eigenvalue is not positive
   */
  public final DenseMatrix solveFactored(double damping, DenseMatrix rows) {
    double root = Math.sqrt(damping);
    double[][] inverse = new double[groups().count()][];
    for (int g = 0; g < inverse.length; g++) {
      int group = g;
      double pi = pi(basis(g));
      inverse[g] =
          Arrays.stream(products(basis(g), root / pi, pi * root))
              .map(damped -> DampedInverse.of(this, group, 0, damped))
              .toArray();
    }
    return withEigenvalues(inverse, rows);
  }

  private static double pi(KroneckerBasis basis) {
    double s = Arrays.stream(basis.left().values()).average().orElseThrow();
    double a = Arrays.stream(basis.right().values()).average().orElseThrow();
    return s > 0 && a > 0 ? Math.sqrt(a / s) : 1;
  }

  private static double[] products(KroneckerBasis basis, double addToS, double addToA) {
    double[] s = basis.left().values();
    double[] a = basis.right().values();
    double[] products = new double[s.length * a.length];
    for (int k = 0; k < products.length; k++) {
      products[k] = (s[k / a.length] + addToS) * (a[k % a.length] + addToA);
    }
    return products;
  }
}
