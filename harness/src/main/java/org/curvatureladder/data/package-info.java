/**
 * Data sets, one persisted train/query split, and the subset masks of the retrainings.
 *
 * <p>A mask holds the KEPT points; nothing here knows about networks.
 */
package org.curvatureladder.data;
