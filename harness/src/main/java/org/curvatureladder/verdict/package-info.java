/**
 * Verdicts on the papers' claims, from stored result rows and nothing else.
 *
 * <p>{@link org.curvatureladder.verdict.LadderClaims} and {@link
 * org.curvatureladder.verdict.AstraClaims} say which rows decide a claim, {@link
 * org.curvatureladder.verdict.VerdictRule} what makes the words "holds", "does not hold",
 * "undecided" and "not run".
 */
package org.curvatureladder.verdict;
