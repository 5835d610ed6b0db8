/**
 * Figures drawn from stored results.
 *
 * <p>Reads, never computes: every number in a figure stands in a results file.
 */
package org.curvatureladder.plots;
