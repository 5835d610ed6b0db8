/**
 * The command line: recipes in, stored results and figures out.
 *
 * <p>The only place that knows both harness and plots.
 */
package org.curvatureladder.experiments;
