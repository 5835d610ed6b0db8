package org.curvatureladder.ihvp;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.curvatureladder.curvature.Curvature;
import org.curvatureladder.curvature.KroneckerProduct;
import org.curvatureladder.curvature.ParameterGroups;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.linalg.DenseMatrix;

/**
 * How a curvature is damped before it is inverted. THE one place where that is decided, the same
 * rule for every rung of a comparison.
 *
 * @param rule how the damping follows from the curvature
 * @param value the rule's number: lambda, or c for the relative rules
 * @param cutoff with {@link Rule#PSEUDO_INVERSE}, and where the pi heuristic does not apply:
 *     eigenvalues at or below it AFTER damping are left out; 0 for the other rules
 */
public record Damping(Rule rule, double value, double cutoff) {

  /** How the damping follows from the curvature. */
  public enum Rule {
    /** C + lambda I. */
    ABSOLUTE,

    /** C + c m I with m the mean eigenvalue tr C / P, of the matrix that is inverted. */
    RELATIVE,

    /** C + c m_g I on every group of coupled parameters, a layer say, m_g its mean eigenvalue. */
    RELATIVE_PER_BLOCK,

    /**
     * (S + sqrt lambda / pi I) (x) (A + pi sqrt lambda I) for one Kronecker product per block
     * (K-FAC, KFOC; Martens and Grosse 2015, arXiv 1503.05671, section 6.3). Every other rung has
     * no factors to damp and gets lambda itself: ABSOLUTE, or with a cutoff PSEUDO_INVERSE.
     */
    PI_HEURISTIC,

    /**
     * C + lambda I, inverted only where its eigenvalues are above the cutoff; negative ones are
     * left out too.
     */
    PSEUDO_INVERSE;

    /** Whether the rule has a cutoff. */
    public boolean hasCutoff() {
      return this == PI_HEURISTIC || this == PSEUDO_INVERSE;
    }
  }

  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if one is negative or not finite, or the rule has no cutoff
   */
  public Damping {
    requireNotNegative("damping", value);
    requireNotNegative("damping cutoff", cutoff);
    if (cutoff > 0 && !rule.hasCutoff()) {
      throw new InvalidInputException(
          "damping cutoff %s with rule %s; expected rule PSEUDO_INVERSE or PI_HEURISTIC"
              .formatted(cutoff, rule));
    }
  }

  private static void requireNotNegative(String what, double number) {
    if (!(number >= 0) || Double.isInfinite(number)) {
      throw new InvalidInputException(
          "%s %s: expected a finite number, 0 or larger".formatted(what, number));
    }
  }

  /** lambda itself. */
  public static Damping absolute(double lambda) {
    return new Damping(Rule.ABSOLUTE, lambda, 0);
  }

  /** c times the mean eigenvalue of the whole matrix. */
  public static Damping relative(double c) {
    return new Damping(Rule.RELATIVE, c, 0);
  }

  /** c times the mean eigenvalue of each group of coupled parameters. */
  public static Damping relativePerBlock(double c) {
    return new Damping(Rule.RELATIVE_PER_BLOCK, c, 0);
  }

  /** Factored Tikhonov damping where there are factors, lambda itself elsewhere. */
  public static Damping piHeuristic(double lambda) {
    return new Damping(Rule.PI_HEURISTIC, lambda, 0);
  }

  /** lambda itself, and no inverse at or below the cutoff. */
  public static Damping pseudoInverse(double lambda, double cutoff) {
    return new Damping(Rule.PSEUDO_INVERSE, lambda, cutoff);
  }

  /**
   * What is added to the eigenvalues of a curvature; for the rules that add different numbers,
   * their mean over the parameters, and for the pi heuristic lambda.
   */
  public double lambda(Curvature curvature) {
    return switch (rule) {
      case ABSOLUTE, PI_HEURISTIC, PSEUDO_INVERSE -> value;
      case RELATIVE, RELATIVE_PER_BLOCK -> value * meanEigenvalue(curvature);
    };
  }

  /**
   * The damped inverse of a curvature times every row of a k x P matrix: k x P, the caller's.
   *
   * @throws ArithmeticException if there is no solution, saying why
   */
  public DenseMatrix solve(Curvature curvature, DenseMatrix rows) {
    return switch (rule) {
      case ABSOLUTE -> curvature.solve(value, rows);
      case RELATIVE -> curvature.solve(positive(curvature, lambda(curvature)), rows);
      case RELATIVE_PER_BLOCK -> curvature.solve(perGroup(curvature), rows);
      case PI_HEURISTIC -> {
        if (curvature instanceof KroneckerProduct product) {
          yield product.solveFactored(value, rows);
        }
        yield cutoff > 0 ? pseudoInverse(curvature, rows) : curvature.solve(value, rows);
      }
      case PSEUDO_INVERSE -> pseudoInverse(curvature, rows);
    };
  }

  private DenseMatrix pseudoInverse(Curvature curvature, DenseMatrix rows) {
    return curvature.apply(
        group -> eigenvalue -> curvature.inverse(eigenvalue, this::invertAboveCutoff), rows);
  }

  private double invertAboveCutoff(double eigenvalue) {
    double damped = eigenvalue + value;
    return damped > cutoff ? 1 / damped : 0;
  }

  private double[] perGroup(Curvature curvature) {
    return IntStream.range(0, curvature.groups().count())
        .mapToDouble(g -> positive(curvature, value * curvature.meanEigenvalue(g)))
        .toArray();
  }

  private static double meanEigenvalue(Curvature curvature) {
    ParameterGroups groups = curvature.groups();
    double[] sums = new double[groups.count()];
    Arrays.setAll(sums, g -> groups.size(g) * curvature.meanEigenvalue(g));
    return Arrays.stream(sums).sum() / groups.dimension();
  }

  /** An indefinite matrix may have a mean eigenvalue below 0. */
  private double positive(Curvature curvature, double lambda) {
    if (!(lambda >= 0)) {
      throw new ArithmeticException(
          "%s: relative damping %s of a mean eigenvalue below 0 is %s; expected 0 or larger"
              .formatted(curvature.name(), value, lambda));
    }
    return lambda;
  }
}
