package org.curvatureladder.curvature;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.data.NearestName;

/**
 * The rungs from the top down. A new rung is one new file and one line: in {@link #standard} for
 * everybody, or {@code Ladder.standard().with(new Rung(...))} from outside.
 */
public final class Ladder {
  /** The exact Hessian. */
  public static final Rung HESSIAN = new Rung(Hessian.NAME, Hessian::of);

  /** Its diagonal blocks. */
  public static final Rung BLOCK_HESSIAN = new Rung(BlockHessian.NAME, BlockHessian::of);

  /** The generalised Gauss-Newton matrix: drops the curvature of the network. */
  public static final Rung GAUSS_NEWTON =
      new Rung(GaussNewton.NAME, point -> GaussNewton.of(point.derivatives()));

  /** Its diagonal blocks: drops what layers have to do with each other. */
  public static final Rung BLOCK_GAUSS_NEWTON =
      new Rung(BlockGaussNewton.NAME, BlockGaussNewton::of);

  /** The blocks' own eigenbases with Kronecker-factored eigenvalues. */
  public static final Rung BASIS_CORRECTED_K_FAC =
      new Rung(BasisCorrectedKFac.NAME, BasisCorrectedKFac::of);

  /** Kronecker eigenbasis with the best eigenvalues: drops the true eigenbasis. */
  public static final Rung EK_FAC = new Rung(EkFac.NAME, EkFac::of);

  /** The best single Kronecker product. */
  public static final Rung KFOC = new Rung(Kfoc.NAME, Kfoc::of);

  /** Kronecker-factored eigenvalues: drops the true eigenvalues. */
  public static final Rung K_FAC = new Rung(KFac.NAME, KFac::of);

  /** The diagonal: drops what parameters have to do with each other. */
  public static final Rung DIAGONAL_GAUSS_NEWTON =
      new Rung(DiagonalGaussNewton.NAME, DiagonalGaussNewton::of);

  /** The ground: no curvature. */
  public static final Rung IDENTITY = new Rung(Identity.NAME, Identity::of);

  private final List<Rung> rungs;

  private Ladder(List<Rung> rungs) {
    this.rungs = List.copyOf(rungs);
  }

  /** Every rung there is. */
  public static Ladder standard() {
    return new Ladder(
        List.of(
            HESSIAN,
            BLOCK_HESSIAN,
            GAUSS_NEWTON,
            BLOCK_GAUSS_NEWTON,
            BASIS_CORRECTED_K_FAC,
            EK_FAC,
            KFOC,
            K_FAC,
            DIAGONAL_GAUSS_NEWTON,
            IDENTITY));
  }

  /** The five of "Better Hessians Matter" (arXiv 2509.23437), each an approximation of the last. */
  public static Ladder ofThePaper() {
    return new Ladder(List.of(HESSIAN, GAUSS_NEWTON, BLOCK_GAUSS_NEWTON, EK_FAC, K_FAC));
  }

  /**
   * This ladder with one more rung at its foot.
   *
   * @throws InvalidInputException if it has one of that name
   */
  public Ladder with(Rung rung) {
    if (find(rung.label()).isPresent()) {
      throw new InvalidInputException(
          "the ladder already has a rung '%s'; expected another name".formatted(rung.label()));
    }
    List<Rung> more = new ArrayList<>(rungs);
    more.add(rung);
    return new Ladder(more);
  }

  /** The rungs from the top down. */
  public List<Rung> rungs() {
    return rungs;
  }

  /** Their names. */
  public List<String> labels() {
    return rungs.stream().map(Rung::label).toList();
  }

  /**
   * The rung of a name, whatever its case.
   *
   * @throws InvalidInputException if there is no such rung, listing those there are
   */
  public Rung rung(String label) {
    return find(label)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "unknown rung '%s': the ladder has %s%s"
                        .formatted(
                            label,
                            String.join(", ", labels()),
                            NearestName.hint(label, labels()))));
  }

  /** {@link #rung} of the {@link #standard} ladder. */
  public static Rung named(String label) {
    return standard().rung(label);
  }

  private Optional<Rung> find(String label) {
    return rungs.stream().filter(rung -> rung.label().equalsIgnoreCase(label)).findFirst();
  }
}
