package org.curvatureladder.curvature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.net.LossFunction;
import org.curvatureladder.net.Measurement;
import org.curvatureladder.net.ParameterLayout;
import org.curvatureladder.training.Seeds;
import org.ejml.data.DMatrixRMaj;

/**
 * Kronecker factors and eigenvalues by plain loops over examples, targets and parameters, from
 * gradients of the layer on relabelled data: the oracle of the structured rungs, for every Fisher
 * estimator and place of the bias.
 */
final class NaiveFactors {
  private final int count;
  private final int out;
  private final int in;
  private final double[] inputs;
  private final List<double[]> roots = new ArrayList<>();
  private final int perExample;

  NaiveFactors(Nets.Net net, LayerBlock block) {
    ParameterLayout layout = net.mlp().layout();
    int layer = block.layer();
    this.count = net.data().count();
    this.out = layout.rows(layer);
    this.in = block.columns();
    double[] all = net.mlp().trace(net.theta(), net.data())[layer].inputs();
    this.inputs = new double[count * in];
    for (int n = 0; n < count; n++) {
      for (int i = 0; i < in; i++) {
        inputs[n * in + i] = all[n * layout.columns(layer) + block.firstColumn() + i];
      }
    }
    Fisher fisher = net.options().fisher();
    for (int n = 0; n < count; n++) {
      Dataset one = net.data().subset(new int[] {n});
      if (fisher instanceof Fisher.MonteCarlo sampled) {
        UniformRandomProvider random = Seeds.generator(Seeds.derive(sampled.seed(), n));
        for (int k = 0; k < sampled.samples(); k++) {
          add(net, layer, one, sample(net, one, random), 1.0 / sampled.samples());
        }
      } else if (fisher instanceof Fisher.Empirical) {
        add(net, layer, one, one.targets(), 1);
      } else if (one.isClassification()) {
        double[] p = probabilities(net.mlp().outputs(net.theta(), one));
        for (int c = 0; c < 3; c++) {
          add(net, layer, one, new double[] {c}, p[c]);
        }
      } else {
        double[] z = net.mlp().outputs(net.theta(), one);
        for (int c = 0; c < 3; c++) {
          double[] target = z.clone();
          target[c] += 1;
          add(net, layer, one, target, 1);
        }
      }
    }
    this.perExample = roots.size() / count;
  }

  /** The gradient in the preactivations, which is the gradient in the biases, at a target. */
  private void add(Nets.Net net, int layer, Dataset one, double[] target, double weight) {
    Dataset relabelled =
        new Dataset("relabelled", 1, one.features(), target, one.featureCount(), one.classCount());
    double[] gradient = net.mlp().gradients(Measurement.LOSS, net.theta(), relabelled);
    ParameterLayout layout = net.mlp().layout();
    double[] root = new double[out];
    for (int o = 0; o < out; o++) {
      root[o] = Math.sqrt(weight) * gradient[layout.index(layer, o, layout.columns(layer) - 1)];
    }
    roots.add(root);
  }

  private static double[] sample(Nets.Net net, Dataset one, UniformRandomProvider random) {
    double[] target = new double[one.targetWidth()];
    LossFunction.of(net.mlp().architecture().loss())
        .sample(net.mlp().outputs(net.theta(), one), 0, 3, random, target);
    return target;
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
        for (int r = 0; r < roots.size(); r++) {
          double slope = 0;
          for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
              slope += roots.get(r)[o] * inputs[r / perExample * in + i] * direction[o * in + i];
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

  /** (1/N) sum of g g' over all examples and targets, g = root (x) a~: no approximation. */
  DMatrixRMaj block() {
    DMatrixRMaj result = new DMatrixRMaj(out * in, out * in);
    for (int r = 0; r < roots.size(); r++) {
      double[] g = new double[out * in];
      for (int k = 0; k < g.length; k++) {
        g[k] = roots.get(r)[k / in] * inputs[r / perExample * in + k % in];
      }
      for (int i = 0; i < g.length; i++) {
        for (int j = 0; j < g.length; j++) {
          result.add(i, j, g[i] * g[j] / count);
        }
      }
    }
    return result;
  }

  private static double[] probabilities(double[] z) {
    double[] p = Arrays.stream(z).map(Math::exp).toArray();
    double sum = Arrays.stream(p).sum();
    return Arrays.stream(p).map(v -> v / sum).toArray();
  }
}
