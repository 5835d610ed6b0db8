package org.curvatureladder.net;

import org.curvatureladder.data.Dataset;

/**
 * A differentiable network with parameters theta (length P, in the order of {@link
 * ParameterLayout}). Implementations hold no parameters and are safe to share between threads.
 */
public interface Network {

  /** Shape, activation and loss. */
  Architecture architecture();

  /** Order of the P parameters. */
  ParameterLayout layout();

  /**
   * z(x_n; theta) for every example: N x C, row-major.
   *
   * @throws IllegalArgumentException if theta or the data do not fit the architecture
   */
  double[] outputs(double[] theta, Dataset data);

  /** f(x_n, y_n; theta) for every example: length N. */
  double[] measure(Measurement measurement, double[] theta, Dataset data);

  /** grad_theta f(x_n, y_n; theta) for every example: N x P, row-major. */
  double[] gradients(Measurement measurement, double[] theta, Dataset data);

  /** 1/N sum_n grad_theta f(x_n, y_n; theta), length P, without the N x P matrix. */
  double[] meanGradient(Measurement measurement, double[] theta, Dataset data);

  /** dz(x_n; theta)/dtheta for every example and output: N x C x P, row-major. */
  double[] jacobian(double[] theta, Dataset data);

  /** H v for H the Hessian of the MEAN loss over the data, matrix-free; v and result length P. */
  double[] hessianVectorProduct(double[] theta, Dataset data, double[] vector);
}
