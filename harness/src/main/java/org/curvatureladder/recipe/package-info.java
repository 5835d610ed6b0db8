/**
 * Experiments as data: YAML read into validated records, with errors that name the place, what was
 * expected and the nearest valid name.
 */
package org.curvatureladder.recipe;
