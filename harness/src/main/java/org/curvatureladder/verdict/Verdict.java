package org.curvatureladder.verdict;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the stored results say about a claim.
 *
 * @param claim judged
 * @param word the verdict
 * @param parts how each part came out
 * @param deciding the comparison shown for the claim: the one in the middle, by effect, of those
 *     that decided the part which decided the claim; empty if not run
 * @param adjusted p-value of that comparison after Holm's correction over all comparisons of the
 *     claim; NaN where the rule needs none
 * @param comparisons number of comparisons that were corrected for
 * @param retrainings how many it would take in all to decide the comparisons that are open, if
 *     their effects stay where they are; empty unless undecided, or if the repeats are not known
 * @param missing what would have to be run; empty unless not run
 */
public record Verdict(
    Claim claim,
    Word word,
    List<PartResult> parts,
    Optional<Comparison> deciding,
    double adjusted,
    int comparisons,
    OptionalDouble retrainings,
    String missing) {
  /** Copies the parts. */
  public Verdict {
    parts = List.copyOf(parts);
  }

  /**
   * How one part came out.
   *
   * @param name of the part
   * @param word for this part alone
   * @param supported trials that are as claimed
   * @param contradicted trials that are not
   * @param open trials that the intervals leave open
   */
  public record PartResult(String name, Word word, int supported, int contradicted, int open) {
    /** Number of trials. */
    public int trials() {
      return supported + contradicted + open;
    }
  }
}
