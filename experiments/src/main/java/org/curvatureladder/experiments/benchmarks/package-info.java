/**
 * JMH benchmarks of what the experiments wait for: optimisation steps, the curvature rungs, their
 * solves, scores and statistics, and the matrix products of this machine to measure them by.
 *
 * <p>Apart from the tests: nothing here is asserted, and no test measures time.
 */
package org.curvatureladder.experiments.benchmarks;
