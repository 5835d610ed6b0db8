package org.curvatureladder.verdict;

import java.util.List;
import java.util.function.Function;

/**
 * A claim of one of the papers.
 *
 * @param id A1 to A3, B1 to B5
 * @param text what is claimed
 * @param decidedBy which comparison decides it, in words
 * @param figure name of the figure that shows it
 * @param parts reads its parts from the stored rows
 */
public record Claim(
    String id,
    String text,
    String decidedBy,
    String figure,
    Function<Evidence, List<Part>> parts) {}
