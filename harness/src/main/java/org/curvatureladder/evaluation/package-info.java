/**
 * Statistics: the linear datamodeling score, bootstrap intervals, the noise ceiling.
 *
 * <p>Arrays in, records out: nothing here knows about networks, training or files. M = masks, R =
 * repeats per mask, Q = queries, N = training points. Every resampling is a pure function of its
 * seed, so that methods compared on the same masks see the same resamples.
 */
package org.curvatureladder.evaluation;
