package org.curvatureladder.evaluation;

/**
 * How well the measured ground truth agrees with itself, and the best LDS it leaves room for.
 *
 * @param splitHalf r: mean over queries and splits of Spearman over masks between the means of two
 *     halves of the repeats
 * @param reliability of the mean over all repeats, from r by Spearman and Brown
 * @param ceiling sqrt(reliability): the LDS expected of a predictor that knows the expectation
 *     exactly; an upper bound where queries differ in reliability
 * @param low lower end of the interval of {@code ceiling}
 * @param high upper end of the interval of {@code ceiling}
 * @param perQueryCeiling the same root taken query by query and then averaged: close where queries
 *     differ, too low with few masks or repeats
 * @param masks masks used: those with at least two finished repeats
 * @param queries queries asked for
 * @param undefined queries among them without a defined correlation, left out
 * @param splits random splits of the repeats averaged over
 * @param resampled what the bootstrap drew with replacement
 * @param resamples how many times
 */
public record NoiseCeilingEstimate(
    double splitHalf,
    double reliability,
    double ceiling,
    double low,
    double high,
    double perQueryCeiling,
    int masks,
    int queries,
    int undefined,
    int splits,
    String resampled,
    int resamples) {}
