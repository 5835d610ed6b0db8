/**
 * Training recipes, seeds, the optimiser and checkpoints.
 *
 * <p>The weights are a pure function of architecture, recipe, kept points and seeds.
 */
package org.curvatureladder.training;
