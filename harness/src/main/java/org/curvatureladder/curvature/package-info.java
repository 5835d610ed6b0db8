/**
 * The ladder: exact Hessian, GGN, block-diagonal GGN, EK-FAC and K-FAC of the mean loss, one file
 * per rung, every rung convertible to dense.
 */
package org.curvatureladder.curvature;
