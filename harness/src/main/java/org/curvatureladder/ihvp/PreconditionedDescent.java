package org.curvatureladder.ihvp;

import java.util.Arrays;
import java.util.Optional;
import org.curvatureladder.curvature.SymmetricOperator;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.OpenBlas;

/**
 * What SNI and ASTRA share: gradient descent on h(theta) = 1/2 theta'(C + lambda I) theta -
 * v'theta, in coordinates where the preconditioner is the diagonal 1 / d:
 *
 * <pre>
 *   g = (C_k + lambda I) x - v,   u = mu u + d g,   x = x - alpha_k u
 * </pre>
 */
final class PreconditionedDescent {
  /** Vectors multiplied before they are updated, while their products are in cache or near it. */
  private static final int GROUP = 16;

  private static final int RUN = 4096;

  /**
   * Times (norm of the start + ||v|| / lambda), the largest norm a solution can have, above which
   * an iterate is taken to have diverged.
   */
  private static final double RUNAWAY = 1e3;

  private final String name;
  private final DampedSystem system;
  private final IterationSettings settings;
  private final IterationListener listener;

  PreconditionedDescent(
      String name, DampedSystem system, IterationSettings settings, IterationListener listener) {
    this.name = name;
    this.system = system;
    this.settings = settings;
    this.listener = listener;
  }

  /**
   * Throws if even the smallest step of the run is above the stability limit. A run of one step is
   * a formula (EK-FAC's, from zero with alpha = 1) and has no limit.
   *
   * @throws ArithmeticException with the estimate of the limit
   */
  void checkStability() {
    if (settings.iterations() == 1) {
      return;
    }
    StabilityLimit limit = StabilityLimit.of(system);
    double smallest = settings.step(settings.iterations() - 1);
    if (smallest > limit.step(settings.momentum())) {
      throw new ArithmeticException(
          "%s cannot converge: its smallest step %.4g is %s"
              .formatted(name, smallest, against(smallest, limit)));
    }
  }

  /**
   * x after the last iteration.
   *
   * @param rightSides v in the coordinates: k x P
   * @param repeat number of the run, which fixes the batches
   * @return k x P, the caller's to close
   * @throws ArithmeticException if an iterate is not finite or runs away, with the estimate of the
   *     stability limit
   */
  DenseMatrix run(DenseMatrix rightSides, int repeat) {
    int many = rightSides.rows();
    int size = rightSides.columns();
    DenseMatrix x = start(rightSides);
    double[] largest = largestNorms(rightSides, x);
    Optional<SymmetricOperator> full =
        settings.batches().isFull() ? Optional.of(system.full()) : Optional.empty();
    boolean done = false;
    try (DenseMatrix velocity = DenseMatrix.zeros(many, size);
        DenseMatrix products = DenseMatrix.zeros(Math.min(GROUP, many), size)) {
      listener.accept(new Iterate(system, repeat, 0, x, rightSides));
      for (int k = 0; k < settings.iterations(); k++) {
        if (full.isPresent()) {
          iterate(full.get(), k, x, velocity, rightSides, products, largest);
        } else {
          int[] batch = settings.batches().draw(system.count(), repeat, k);
          try (SymmetricOperator sampled = system.on(batch)) {
            iterate(sampled, k, x, velocity, rightSides, products, largest);
          }
        }
        listener.accept(new Iterate(system, repeat, k + 1, x, rightSides));
      }
      done = true;
      return x;
    } finally {
      full.ifPresent(SymmetricOperator::close);
      if (!done) {
        x.close();
      }
    }
  }

  /** One step of all right-hand sides. */
  private void iterate(
      SymmetricOperator operator,
      int iteration,
      DenseMatrix x,
      DenseMatrix velocity,
      DenseMatrix rightSides,
      DenseMatrix products,
      double[] largest) {
    int size = x.columns();
    for (int first = 0; first < x.rows(); first += GROUP) {
      int rows = Math.min(GROUP, x.rows() - first);
      DenseMatrix group = x.view(first, 0, rows, size);
      operator.multiply(group, products.view(0, 0, rows, size));
      double[] norms =
          update(
              group,
              velocity.view(first, 0, rows, size),
              rightSides.view(first, 0, rows, size),
              products,
              settings.step(iteration));
      for (int r = 0; r < rows; r++) {
        if (!(norms[r] <= largest[first + r])) {
          throw diverged(iteration, first + r, norms[r]);
        }
      }
    }
  }

  private DenseMatrix start(DenseMatrix rightSides) {
    return switch (settings.start()) {
      case ZERO -> DenseMatrix.zeros(rightSides.rows(), rightSides.columns());
      case PRECONDITIONED -> {
        DenseMatrix x = rightSides.copy();
        x.scaleColumns(system.inverse());
        yield x;
      }
    };
  }

  private double[] largestNorms(DenseMatrix rightSides, DenseMatrix start) {
    double[] norms = new double[rightSides.rows()];
    for (int r = 0; r < norms.length; r++) {
      double v = Math.sqrt(rightSides.view(r, 0, 1, rightSides.columns()).squaredNorm());
      double x = Math.sqrt(start.view(r, 0, 1, start.columns()).squaredNorm());
      if (!Double.isFinite(v)) {
        throw new ArithmeticException(
            "%s: right-hand side %d has elements that are not finite".formatted(name, r));
      }
      norms[r] = Math.min(RUNAWAY * (x + v / system.damping()), Double.MAX_VALUE);
    }
    Arrays.setAll(norms, r -> Double.isNaN(norms[r]) ? Double.MAX_VALUE : norms[r]);
    return norms;
  }

  /** One step of every row, and the norm it ends with. */
  private double[] update(
      DenseMatrix x, DenseMatrix velocity, DenseMatrix v, DenseMatrix products, double step) {
    double[] norms = new double[x.rows()];
    double[] d = system.inverse();
    double lambda = system.damping();
    double mu = settings.momentum();
    OpenBlas.overRows(
        x.rows(),
        (worker, r) -> {
          double[] xs = new double[RUN];
          double[] us = new double[RUN];
          double[] vs = new double[RUN];
          double[] gs = new double[RUN];
          double sum = 0;
          for (int from = 0; from < d.length; from += RUN) {
            int length = Math.min(RUN, d.length - from);
            DenseMatrix xRun = x.view(r, from, 1, length);
            DenseMatrix uRun = velocity.view(r, from, 1, length);
            xRun.readRow(0, xs);
            uRun.readRow(0, us);
            v.view(r, from, 1, length).readRow(0, vs);
            products.view(r, from, 1, length).readRow(0, gs);
            for (int i = 0; i < length; i++) {
              us[i] = mu * us[i] + d[from + i] * (gs[i] + lambda * xs[i] - vs[i]);
              xs[i] -= step * us[i];
            }
            for (int i = 0; i < length; i++) {
              sum += xs[i] * xs[i];
            }
            xRun.writeRow(0, xs, 0);
            uRun.writeRow(0, us, 0);
          }
          norms[r] = Math.sqrt(sum);
        });
    return norms;
  }

  private ArithmeticException diverged(int iteration, int row, double norm) {
    return new ArithmeticException(
        "%s diverged at iteration %d of %d, right-hand side %d, norm %.4g: its step %.4g is %s"
            .formatted(
                name,
                iteration + 1,
                settings.iterations(),
                row,
                norm,
                settings.step(iteration),
                against(settings.step(iteration), StabilityLimit.of(system))));
  }

  private String against(double step, StabilityLimit limit) {
    double largest = limit.step(settings.momentum());
    return ("%s the stability limit %.4g = 2 (1 + %s) / lambda_max on all examples,"
            + " with lambda_max = %.4g of %s estimated by power iteration")
        .formatted(
            step > largest ? "above" : "below",
            largest,
            settings.momentum(),
            limit.largestEigenvalue(),
            system.matrix());
  }
}
