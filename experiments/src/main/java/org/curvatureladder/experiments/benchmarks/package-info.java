/** JMH benchmarks of what the design promises about speed; run by hand, never by the tests. */
package org.curvatureladder.experiments.benchmarks;
