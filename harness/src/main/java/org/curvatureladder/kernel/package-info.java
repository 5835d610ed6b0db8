/**
 * Small dense kernels for training: Vector API classes and scalar twins that give the same bits.
 *
 * <p>Lanes run over outputs, never over a reduction, and every multiply-add is fused in a fixed
 * order, so results do not depend on lane count, JDK, JIT tier or thread.
 */
package org.curvatureladder.kernel;
