/**
 * Figures drawn from stored results.
 *
 * <p>Reads, never computes: every number in a figure stands in a results file. A figure class turns
 * result rows into a {@link org.curvatureladder.plots.PanelGrid}; a {@link
 * org.curvatureladder.plots.FigureFile} writes that as SVG and PNG.
 */
package org.curvatureladder.plots;
