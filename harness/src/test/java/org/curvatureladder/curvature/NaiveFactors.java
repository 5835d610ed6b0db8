package org.curvatureladder.curvature;

import java.util.Arrays;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.net.LayerTrace;
import org.curvatureladder.net.ParameterLayout;
import org.ejml.data.DMatrixRMaj;

/**
 * Kronecker factors and eigenvalues by plain loops over examples, classes and parameters, from
 * per-class gradients of the layer: the oracle of K-FAC and EK-FAC.
 */
final class NaiveFactors {
  private final int count;
  private final int out;
  private final int in;
  private final double[] inputs;
  private final double[][] roots;

  NaiveFactors(Nets.Net net, int layer) {
    ParameterLayout layout = net.mlp().layout();
    this.count = net.data().count();
    this.out = layout.rows(layer);
    this.in = layout.columns(layer);
    LayerTrace[] trace = net.mlp().trace(net.theta(), net.data());
    this.inputs = trace[layer].inputs();
    double[] jacobian = net.mlp().jacobian(net.theta(), net.data());
    double[] z = trace[trace.length - 1].preactivations();
    this.roots = new double[3 * count][out];
    for (int n = 0; n < count; n++) {
      double[] p = probabilities(z, n);
      for (int c = 0; c < 3; c++) {
        for (int k = 0; k < 3; k++) {
          double weight = k == c ? 1 : 0;
          if (net.data().isClassification()) {
            weight = Math.sqrt(p[c]) * (weight - p[k]);
          }
          for (int o = 0; o < out; o++) {
            // The derivative in the bias is the derivative in the preactivation.
            int bias = layout.index(layer, o, in - 1);
            roots[3 * n + c][o] += weight * jacobian[(n * 3 + k) * layout.parameterCount() + bias];
          }
        }
      }
    }
  }

  DMatrixRMaj inputFactor() {
    DMatrixRMaj a = new DMatrixRMaj(in, in);
    for (int n = 0; n < count; n++) {
      for (int i = 0; i < in; i++) {
        for (int j = 0; j < in; j++) {
          a.add(i, j, inputs[n * in + i] * inputs[n * in + j] / count);
        }
      }
    }
    return a;
  }

  DMatrixRMaj outputFactor() {
    DMatrixRMaj s = new DMatrixRMaj(out, out);
    for (double[] root : roots) {
      for (int i = 0; i < out; i++) {
        for (int j = 0; j < out; j++) {
          s.add(i, j, root[i] * root[j] / count);
        }
      }
    }
    return s;
  }

  /** Second moment, in the direction q_s (x) q_a, of the gradients of the layer. */
  DMatrixRMaj corrected() {
    Ejml.Spectrum s = Ejml.spectrum(outputFactor());
    Ejml.Spectrum a = Ejml.spectrum(inputFactor());
    DMatrixRMaj result = new DMatrixRMaj(out * in, out * in);
    for (int e = 0; e < out; e++) {
      for (int f = 0; f < in; f++) {
        double[] direction = new double[out * in];
        for (int o = 0; o < out; o++) {
          for (int i = 0; i < in; i++) {
            direction[o * in + i] = s.vectors().get(e, o) * a.vectors().get(f, i);
          }
        }
        double moment = 0;
        for (int r = 0; r < roots.length; r++) {
          double slope = 0;
          for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
              slope += roots[r][o] * inputs[r / 3 * in + i] * direction[o * in + i];
            }
          }
          moment += slope * slope / count;
        }
        for (int i = 0; i < direction.length; i++) {
          for (int j = 0; j < direction.length; j++) {
            result.add(i, j, moment * direction[i] * direction[j]);
          }
        }
      }
    }
    return result;
  }

  private static double[] probabilities(double[] z, int n) {
    double[] p = new double[3];
    for (int c = 0; c < 3; c++) {
      p[c] = Math.exp(z[3 * n + c]);
    }
    double sum = Arrays.stream(p).sum();
    return Arrays.stream(p).map(v -> v / sum).toArray();
  }
}
