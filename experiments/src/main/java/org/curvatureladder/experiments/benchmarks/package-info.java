/**
 * JMH benchmarks of what the experiments wait for: optimisation steps, the curvature rungs and
 * their solves.
 *
 * <p>Apart from the tests: nothing here is asserted, and no test measures time.
 */
package org.curvatureladder.experiments.benchmarks;
