package org.curvatureladder.evaluation;

/**
 * A linear datamodeling score, or a difference of two, with its interval.
 *
 * @param value the point estimate on the data themselves, never the middle of the interval; NaN if
 *     no query has a defined correlation
 * @param low lower end of the interval
 * @param high upper end of the interval
 * @param masks masks used: those with a measurement for every query
 * @param queries queries asked for
 * @param undefined queries among them whose correlation is undefined; they are not in the mean
 * @param resampled what the bootstrap drew with replacement
 * @param resamples how many times
 */
public record LdsEstimate(
    double value,
    double low,
    double high,
    int masks,
    int queries,
    int undefined,
    String resampled,
    int resamples) {}
