/**
 * Differentiable networks: architectures, the one parameter layout, and a plain float64 multilayer
 * perceptron with per-sample gradients, Jacobians and Hessian-vector products.
 *
 * <p>This is the reference everything else is checked against; speed lives in {@code kernel}.
 */
package org.curvatureladder.net;
