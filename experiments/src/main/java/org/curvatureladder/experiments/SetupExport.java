package org.curvatureladder.experiments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.curvatureladder.attribution.Gradients;
import org.curvatureladder.attribution.InfluenceFunction;
import org.curvatureladder.attribution.ScoreMatrix;
import org.curvatureladder.curvature.Curvature;
import org.curvatureladder.curvature.Ladder;
import org.curvatureladder.curvature.LadderPoint;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.data.SubsetDesign;
import org.curvatureladder.ihvp.DirectSolver;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.curvatureladder.net.Architecture;
import org.curvatureladder.net.Measurement;
import org.curvatureladder.net.Mlp;
import org.curvatureladder.recipe.Recipe;
import org.curvatureladder.retraining.GroundTruth;
import org.curvatureladder.retraining.RetrainingPlan;
import org.curvatureladder.store.MeasurementStore;
import org.curvatureladder.store.NpzWriter;
import org.curvatureladder.store.ResultRow;
import org.curvatureladder.store.ResultStore;
import org.curvatureladder.training.Checkpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One setup at one training time as NumPy arrays: layer_sizes, activation, x_train, y_train,
 * x_query, y_query, theta, per rung its P x P matrix (H, GGN, BlockGGN, EKFAC, KFAC), grad_train (N
 * x P, of the loss), grad_query (Q x P, of the measurement), per rung score_* (N x Q) at damping_*
 * (the one the run chose), masks (M x N, 1 = kept), truth_loss and truth_margin (M x R x Q). Layout
 * and sign as in docs/method.md.
 */
final class SetupExport {
  private static final Logger LOG = LoggerFactory.getLogger(SetupExport.class);

  private final Study study;
  private final Recipe.Setup setup;
  private final int epoch;
  private final double alpha;

  SetupExport(Study study, Recipe.Setup setup, int epoch, double alpha) {
    this.study = study;
    this.setup = setup;
    this.epoch = epoch;
    this.alpha = alpha;
  }

  /** Writes {@code folder/<setup>-epoch<e>.npz} and returns it. */
  Path write(Path folder) {
    Path file = folder.resolve("%s-epoch%d.npz".formatted(setup.name(), epoch));
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new InvalidInputException(
          "cannot write to %s; expected a folder that can be written to".formatted(folder));
    }
    Mlp network = study.network(setup);
    double[] theta =
        FullModel.train(study, setup).stream()
            .filter(checkpoint -> checkpoint.epoch() == epoch)
            .map(Checkpoint::theta)
            .findFirst()
            .orElseThrow();
    try (NpzWriter npz = new NpzWriter(file)) {
      describe(npz, network.architecture());
      data(npz, "train", study.split().train());
      data(npz, "query", study.split().query());
      npz.doubles("theta", theta, theta.length);
      curvature(npz, network, theta);
      truth(npz);
      npz.finish();
    }
    return file;
  }

  private static void describe(NpzWriter npz, Architecture architecture) {
    int[] sizes = new int[architecture.layers() + 1];
    sizes[0] = architecture.inputs();
    for (int l = 0; l < architecture.layers(); l++) {
      sizes[l + 1] = architecture.out(l);
    }
    npz.ints("layer_sizes", sizes, sizes.length);
    npz.strings("activation", architecture.activation().name().toLowerCase(Locale.ROOT));
  }

  private static void data(NpzWriter npz, String part, Dataset data) {
    npz.doubles("x_" + part, data.features(), data.count(), data.featureCount());
    if (data.isClassification()) {
      int[] labels = new int[data.count()];
      for (int n = 0; n < labels.length; n++) {
        labels[n] = data.label(n);
      }
      npz.ints("y_" + part, labels, labels.length);
    } else {
      npz.doubles("y_" + part, data.targets(), data.count(), data.targetWidth());
    }
  }

  private void curvature(NpzWriter npz, Mlp network, double[] theta) {
    try (Gradients gradients =
            Gradients.of(
                network,
                theta,
                study.split().train(),
                study.split().query(),
                study.recipe().measurement());
        LadderPoint point =
            new LadderPoint(network, theta, study.split().train(), study.recipe().curvature())) {
      matrix(npz, "grad_train", gradients.train());
      matrix(npz, "grad_query", gradients.queries());
      for (String label : study.recipe().rungs()) {
        String name = label.replace("-", "");
        try (Curvature rung = Ladder.named(label).at(point)) {
          try (SymmetricMatrix dense = rung.toDense()) {
            matrix(npz, name, dense.values());
          }
          Optional<Double> damping = chosenDamping(label);
          if (damping.isPresent()) {
            ScoreMatrix scores =
                new InfluenceFunction(
                        gradients, new DirectSolver(rung, study.recipe().damping(damping.get())))
                    .scores();
            npz.doubles("score_" + name, scores.values(), scores.trainCount(), scores.queryCount());
            npz.doubles("damping_" + name, new double[] {damping.get()}, 1);
          }
        }
      }
    }
  }

  private static void matrix(NpzWriter npz, String name, DenseMatrix matrix) {
    npz.doubles(name, new int[] {matrix.rows(), matrix.columns()}, matrix::readRow);
  }

  private Optional<Double> chosenDamping(String rung) {
    if (!Files.exists(study.folder().resolve("results.csv"))) {
      LOG.info("no results.csv in {}: score_* and damping_* are left out", study.folder());
      return Optional.empty();
    }
    return ResultStore.existing(study.folder()).readEvaluation().rows().stream()
        .filter(
            row ->
                row.setup().equals(setup.name())
                    && row.checkpoint() == epoch
                    && row.alpha() == alpha
                    && row.method().equals(rung)
                    && row.metric().equals(Metric.LDS))
        .map(ResultRow::damping)
        .findFirst();
  }

  private void truth(NpzWriter npz) {
    RetrainingPlan plan = study.plan(setup);
    SubsetDesign design = plan.design(alpha);
    int[] masks = new int[design.masks() * design.points()];
    for (int j = 0; j < design.masks(); j++) {
      for (int i : design.kept(j)) {
        masks[j * design.points() + i] = 1;
      }
    }
    npz.ints("masks", masks, design.masks(), design.points());
    MeasurementStore store = study.measurements();
    if (!store.finished(plan).containsAll(plan.tasks())) {
      LOG.info("the retrainings in {} are not complete: truth_* are left out", store.folder(plan));
      return;
    }
    for (Measurement measurement : List.of(Measurement.LOSS, Measurement.MARGIN)) {
      if (measurement == Measurement.MARGIN && !study.split().train().isClassification()) {
        continue;
      }
      GroundTruth truth = store.groundTruth(plan, alpha, epoch, measurement);
      npz.doubles(
          "truth_" + measurement.name().toLowerCase(Locale.ROOT),
          new int[] {truth.masks(), truth.repeats(), truth.queries()},
          (row, target) ->
              System.arraycopy(
                  truth.values()[row / truth.repeats()][row % truth.repeats()],
                  0,
                  target,
                  0,
                  target.length));
    }
  }
}
