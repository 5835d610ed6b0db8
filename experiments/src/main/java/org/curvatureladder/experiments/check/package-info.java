/**
 * The regression gate: accepted numbers of small experiments, and the rules by which a fresh run is
 * compared with them. Knows rows of results only, not how they came about.
 */
package org.curvatureladder.experiments.check;
