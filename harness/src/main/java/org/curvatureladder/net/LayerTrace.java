package org.curvatureladder.net;

/**
 * What one affine layer l of a network saw on N examples: the inputs of the layer and the
 * derivatives of the activation that follows it, all row-major with one row per example.
 *
 * <p>z_l = [W_l | b_l] a~_{l-1}, a_l = phi(z_l), a~ = [a; 1]. For the output layer phi is the
 * identity: {@code slope} is all ones and {@code bend} all zeros.
 *
 * @param inputs a~_{l-1}: N x (in + 1), last column 1
 * @param preactivations z_l: N x out
 * @param slope phi'(z_l): N x out
 * @param bend phi''(z_l): N x out
 */
public record LayerTrace(double[] inputs, double[] preactivations, double[] slope, double[] bend) {}
