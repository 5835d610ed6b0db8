package org.curvatureladder.curvature;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.curvatureladder.data.InvalidInputException;

/** The rungs from the top down. A new rung is one new file and one line here. */
public enum Ladder {
  /** The exact Hessian. */
  HESSIAN(Hessian.NAME, point -> Hessian.of(point.derivatives())),
  /** The generalised Gauss-Newton matrix: drops the curvature of the network. */
  GAUSS_NEWTON(GaussNewton.NAME, point -> GaussNewton.of(point.derivatives())),
  /** Its diagonal blocks: drops what layers have to do with each other. */
  BLOCK_GAUSS_NEWTON(BlockGaussNewton.NAME, point -> BlockGaussNewton.of(point.derivatives())),
  /** Kronecker eigenbasis with the best eigenvalues: drops the true eigenbasis. */
  EK_FAC(EkFac.NAME, point -> EkFac.of(point.derivatives(), point.bases())),
  /** Kronecker-factored eigenvalues: drops the true eigenvalues. */
  K_FAC(KFac.NAME, point -> KFac.of(point.bases()));

  private final String label;
  private final Function<LadderPoint, Curvature> factory;

  Ladder(String label, Function<LadderPoint, Curvature> factory) {
    this.label = label;
    this.factory = factory;
  }

  /** The rung's name in recipes, results and tables. */
  public String label() {
    return label;
  }

  /** Builds this rung; the caller closes it, and closes it before the point. */
  public Curvature at(LadderPoint point) {
    return factory.apply(point);
  }

  /**
   * The rung of a name, whatever its case.
   *
   * @throws InvalidInputException if there is no such rung, listing those there are
   */
  public static Ladder named(String label) {
    return Arrays.stream(values())
        .filter(rung -> rung.label.equalsIgnoreCase(label))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "unknown rung '%s': the ladder has %s"
                        .formatted(
                            label,
                            Arrays.stream(values())
                                .map(Ladder::label)
                                .collect(Collectors.joining(", ")))));
  }
}
