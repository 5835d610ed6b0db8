package org.curvatureladder.net;

/**
 * H v for the Hessian H of the mean loss, by differentiating the forward and the backward pass in
 * the direction v (Pearlmutter 1994, "Fast exact multiplication by the Hessian", section 4.1). With
 * V_l the layer's part of v, R{.} the directional derivative, u_l = W_{l+1}' delta_{l+1}:
 *
 * <pre>
 *   R{z_l}     = V_l a~_{l-1} + W_l R{a~_{l-1}},            R{a_l} = phi'(z_l) R{z_l}
 *   R{delta_L} = Lambda R{z_L}
 *   R{u_l}     = V_{l+1}' delta_{l+1} + W_{l+1}' R{delta_{l+1}}
 *   R{delta_l} = phi'(z_l) R{u_l} + phi''(z_l) u_l R{z_l}
 *   (H v)_l    = 1/N sum_n R{delta_l} (x) a~_{l-1} + delta_l (x) R{a~_{l-1}}
 * </pre>
 */
final class ROperator {
  private final ParameterLayout layout;
  private final LayerProducts products;
  private final LossFunction loss;

  ROperator(ParameterLayout layout, LossFunction loss) {
    this.layout = layout;
    this.products = new LayerProducts(layout);
    this.loss = loss;
  }

  /** H v, length P; {@code outputGradient} is dl/dz, N x C. */
  double[] product(double[] theta, LayerTrace[] trace, double[] outputGradient, double[] vector) {
    int layers = layout.layers();
    int last = layers - 1;
    int classes = layout.rows(last);
    int count = outputGradient.length / classes;

    double[][] inputTangents = new double[layers][];
    double[][] tangents = new double[layers][];
    inputTangents[0] = new double[count * layout.columns(0)];
    for (int l = 0; l < layers; l++) {
      tangents[l] = new double[count * layout.rows(l)];
      products.addForward(vector, l, trace[l].inputs(), tangents[l], count);
      products.addForward(theta, l, inputTangents[l], tangents[l], count);
      if (l < last) {
        inputTangents[l + 1] = inputTangents(trace[l].slope(), tangents[l], layout.rows(l));
      }
    }

    double[] delta = outputGradient;
    double[] deltaTangent = new double[count * classes];
    for (int n = 0; n < count; n++) {
      loss.curvatureProduct(
          trace[last].preactivations(), n * classes, classes, tangents[last], deltaTangent);
    }
    double[] result = new double[layout.parameterCount()];
    for (int l = last; l >= 0; l--) {
      for (int n = 0; n < count; n++) {
        products.addOuter(l, deltaTangent, trace[l].inputs(), n, 1.0 / count, result, 0);
        products.addOuter(l, delta, inputTangents[l], n, 1.0 / count, result, 0);
      }
      if (l > 0) {
        double[] u = new double[count * layout.rows(l - 1)];
        double[] uTangent = new double[u.length];
        products.addBackward(theta, l, delta, u, count);
        products.addBackward(vector, l, delta, uTangent, count);
        products.addBackward(theta, l, deltaTangent, uTangent, count);
        double[] slope = trace[l - 1].slope();
        double[] bend = trace[l - 1].bend();
        for (int k = 0; k < u.length; k++) {
          uTangent[k] = slope[k] * uTangent[k] + bend[k] * u[k] * tangents[l - 1][k];
          u[k] *= slope[k];
        }
        delta = u;
        deltaTangent = uTangent;
      }
    }
    return result;
  }

  /** R{a~} = [phi' R{z}; 0]: the homogeneous 1 does not move. */
  private static double[] inputTangents(double[] slope, double[] tangent, int width) {
    int count = tangent.length / width;
    double[] result = new double[count * (width + 1)];
    for (int n = 0; n < count; n++) {
      for (int i = 0; i < width; i++) {
        result[n * (width + 1) + i] = slope[n * width + i] * tangent[n * width + i];
      }
    }
    return result;
  }
}
