package org.curvatureladder.data;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.commons.math3.util.CombinatoricsUtils;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * M distinct random masks over N training points; mask j KEEPS k = round(alpha N) of them, drawn
 * uniformly without replacement.
 *
 * <p>alpha N is rounded half up in decimal arithmetic on alpha as it is written (.3 of 5 points is
 * 1.5 and keeps 2), so that no binary fraction decides. The masks are a pure function of (seed,
 * alpha, N): the first M of a longer design are the same masks.
 */
public final class SubsetDesign {
  private final int points;
  private final double alpha;
  private final BitSet[] kept;

  private SubsetDesign(int points, double alpha, BitSet[] kept) {
    this.points = points;
    this.alpha = alpha;
    this.kept = kept;
  }

  /**
   * Draws the masks.
   *
   * @param points N
   * @param alpha kept fraction, in (0, 1) exclusive
   * @param masks M
   * @param seed any number
   * @throws InvalidInputException if alpha is not in (0, 1), keeps none or all of the points, or
   *     allows fewer than M distinct subsets
   */
  public static SubsetDesign random(int points, double alpha, int masks, long seed) {
    int size = keptCount(points, alpha);
    // Exact where it matters: below 2^31 the double holds the binomial coefficient exactly.
    double distinct = CombinatoricsUtils.binomialCoefficientDouble(points, size);
    if (masks < 1) {
      throw new InvalidInputException("masks is " + masks + "; expected at least 1");
    }
    if (masks > distinct) {
      throw new InvalidInputException(
          "%d masks asked for, but keeping %d of %d points (alpha %s) allows only %.0f distinct ones"
              .formatted(masks, size, points, alpha, distinct));
    }
    long[] state = new Fingerprint().add("subset masks").add(seed).add(alpha).add(points).words();
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(state);
    int[] order = new int[points];
    Arrays.setAll(order, i -> i);
    Set<BitSet> drawn = new LinkedHashSet<>();
    while (drawn.size() < masks) {
      drawn.add(combination(order, size, random));
    }
    return new SubsetDesign(points, alpha, drawn.toArray(BitSet[]::new));
  }

  /**
   * k = round(alpha N).
   *
   * @throws InvalidInputException if alpha is not in (0, 1) or k is 0 or N
   */
  public static int keptCount(int points, double alpha) {
    if (!(alpha > 0 && alpha < 1)) {
      throw new InvalidInputException(
          "alpha (kept fraction) is " + alpha + "; expected a number between 0 and 1, exclusive");
    }
    int size =
        BigDecimal.valueOf(alpha)
            .multiply(BigDecimal.valueOf(points))
            .setScale(0, RoundingMode.HALF_UP)
            .intValueExact();
    if (size == 0 || size == points) {
      throw new InvalidInputException(
          "alpha %s keeps %d of %d points; expected to keep at least 1 and to remove at least 1"
              .formatted(alpha, size, points));
    }
    return size;
  }

  /** The first k steps of a Fisher-Yates shuffle; the order left behind is as good a start. */
  private static BitSet combination(int[] order, int size, UniformRandomProvider random) {
    BitSet mask = new BitSet(order.length);
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i, order.length);
      int taken = order[j];
      order[j] = order[i];
      order[i] = taken;
      mask.set(taken);
    }
    return mask;
  }

  /** Number of training points N. */
  public int points() {
    return points;
  }

  /** Kept fraction. */
  public double alpha() {
    return alpha;
  }

  /** Number of masks M. */
  public int masks() {
    return kept.length;
  }

  /** Kept points per mask, k. */
  public int keptCount() {
    return kept[0].cardinality();
  }

  /** The kept points of mask j, ascending: length k. */
  public int[] kept(int mask) {
    return kept[mask].stream().toArray();
  }

  /** The removed points of mask j, ascending: length N - k. */
  public int[] removed(int mask) {
    BitSet removed = new BitSet(points);
    removed.set(0, points);
    removed.andNot(kept[mask]);
    return removed.stream().toArray();
  }

  /** Whether mask j keeps point i. */
  public boolean isKept(int mask, int point) {
    return kept[mask].get(point);
  }

  /** SHA-256 over N, alpha and every mask: measurements of other masks carry another digest. */
  public String digest() {
    Fingerprint hash = new Fingerprint().add(points).add(alpha).add(masks());
    for (int j = 0; j < masks(); j++) {
      hash.add(kept(j));
    }
    return hash.hex();
  }
}
