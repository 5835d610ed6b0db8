package org.curvatureladder.plots;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.curvatureladder.curvature.ApproximationError;
import org.curvatureladder.curvature.BlockSpectrum;
import org.curvatureladder.curvature.Curvature;
import org.curvatureladder.curvature.Ladder;
import org.curvatureladder.curvature.LadderPoint;
import org.curvatureladder.curvature.MagnitudeMap;
import org.curvatureladder.curvature.SpectrumAlignment;
import org.curvatureladder.curvature.SquaredErrorShares;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.kernel.KernelBackend;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Architecture;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.Mlp;
import org.curvatureladder.store.BlockRow;
import org.curvatureladder.store.HeatMap;
import org.curvatureladder.store.ResultRow;
import org.curvatureladder.store.Spectrum;
import org.curvatureladder.training.Checkpoint;
import org.curvatureladder.training.Precision;
import org.curvatureladder.training.Schedule;
import org.curvatureladder.training.Trainer;
import org.curvatureladder.training.TrainingRecipe;

/** What an experiment stores about the ladder's errors, measured on really trained networks. */
final class TrainedLadder {
  static final List<String> RUNGS = Ladder.ofThePaper().labels();
  static final List<String> STEPS =
      IntStream.range(1, RUNGS.size())
          .mapToObj(k -> StepMetrics.step(RUNGS.get(k - 1), RUNGS.get(k)))
          .toList();
  static final Map<String, String> OVERLAPS = new LinkedHashMap<>();

  static {
    OVERLAPS.put("eigenvalue-overlap", "eigenvalues");
    OVERLAPS.put("eigenbasis-overlap-3", "basis, k = 3");
    OVERLAPS.put("eigenbasis-overlap-10", "basis, k = 10");
  }

  final List<ResultRow> rows = new ArrayList<>();
  final List<Spectrum> spectra = new ArrayList<>();
  final List<BlockRow> blocks = new ArrayList<>();
  final List<HeatMap> maps = new ArrayList<>();

  /** Two small networks on made-up data, trained once for all tests. */
  static TrainedLadder small() {
    return Small.TRAINED;
  }

  private static final class Small {
    private static final TrainedLadder TRAINED = new TrainedLadder();

    static {
      Random random = new Random(1);
      int count = 64;
      double[] x = random.doubles(6 * count, -1, 1).toArray();
      double[] y = IntStream.range(0, count).mapToDouble(n -> x[6 * n] > 0 ? n % 2 : 2).toArray();
      Dataset train = new Dataset("made-up", count, x, y, 6, 3);
      TRAINED.add("2x5", List.of(5, 5), train, 1, 20);
      TRAINED.add("1x6", List.of(6), train, 1, 20);
    }
  }

  /** Trains a network of a setup and measures it at every checkpoint. */
  void add(String setup, List<Integer> hidden, Dataset train, int... epochs) {
    Architecture architecture =
        new Architecture(
            train.featureCount(), hidden, train.classCount(), Activation.TANH, Loss.CROSS_ENTROPY);
    Mlp network = new Mlp(architecture);
    TrainingRecipe recipe =
        new TrainingRecipe(0.03, 1e-8, 0.9, 0, Schedule.COSINE, 1000, 16, Precision.FLOAT64);
    int[] all = IntStream.range(0, train.count()).toArray();
    rows.add(
        new ResultRow(
            ResultRow.ONLY_SETTING,
            setup,
            Double.NaN,
            0,
            "",
            null,
            "parameters",
            network.layout().parameterCount(),
            null,
            null,
            1,
            "",
            0));
    for (Checkpoint checkpoint :
        new Trainer(architecture, recipe, KernelBackend.best()).train(train, all, 1, 2, epochs)) {
      try (LadderPoint point = new LadderPoint(network, checkpoint.theta(), train)) {
        measure(setup, checkpoint.epoch(), point);
      }
    }
  }

  private void measure(String setup, int epoch, LadderPoint point) {
    List<Curvature> ladder =
        Ladder.ofThePaper().rungs().stream().map(rung -> rung.at(point)).toList();
    int[] offsets = ladder.get(2).blockOffsets();
    for (ApproximationError.Step step : ApproximationError.steps(ladder)) {
      row(setup, epoch, StepMetrics.step(step.from(), step.to()), "step-error", step.relative());
    }
    SquaredErrorShares shares = SquaredErrorShares.of(ladder.subList(1, 5));
    for (SquaredErrorShares.Step step : shares.steps()) {
      row(setup, epoch, StepMetrics.step(step.from(), step.to()), "step-error-share", step.share());
    }
    row(setup, epoch, "", "step-error-cross-share", shares.crossShare());
    for (Curvature rung : ladder) {
      spectra.add(
          Spectrum.of(
              ResultRow.ONLY_SETTING,
              setup,
              epoch,
              rung.name(),
              Spectrum.WHOLE,
              rung.eigenvalues(),
              400));
    }
    for (int l = 0; l + 1 < offsets.length; l++) {
      try (BlockSpectrum reference =
          BlockSpectrum.of(ladder.get(2), offsets[l], offsets[l + 1], 10)) {
        for (int k : new int[] {0, 3, 4}) {
          String rung = ladder.get(k).name();
          try (BlockSpectrum other =
              BlockSpectrum.of(ladder.get(k), offsets[l], offsets[l + 1], 10)) {
            double values = SpectrumAlignment.of(reference.values(), other.values()).overlap();
            double[] bases = reference.basisOverlap(other, new int[] {3, 10});
            block(setup, epoch, rung, l, "eigenvalue-overlap", values);
            block(setup, epoch, rung, l, "eigenbasis-overlap-3", bases[0]);
            block(setup, epoch, rung, l, "eigenbasis-overlap-10", bases[1]);
          }
        }
      }
    }
    map(setup, epoch, "H", MagnitudeMap.of(ladder.get(0), offsets, 300));
    map(setup, epoch, "GGN", MagnitudeMap.of(ladder.get(1), offsets, 300));
    MagnitudeMap difference = MagnitudeMap.ofDifference(ladder.get(0), ladder.get(1), offsets, 300);
    map(setup, epoch, "H-GGN", difference);
    ladder.forEach(Curvature::close);
  }

  private void map(String setup, int epoch, String method, MagnitudeMap map) {
    maps.add(new HeatMap(ResultRow.ONLY_SETTING, setup, epoch, method, map.layers(), map.values()));
  }

  private void block(String setup, int epoch, String rung, int l, String metric, double value) {
    blocks.add(
        new BlockRow(
            ResultRow.ONLY_SETTING, setup, epoch, "Block-GGN", rung, l + 1, metric, value));
  }

  private void row(String setup, int epoch, String method, String metric, double value) {
    rows.add(
        new ResultRow(
            ResultRow.ONLY_SETTING,
            setup,
            Double.NaN,
            epoch,
            method,
            null,
            metric,
            value,
            null,
            null,
            1,
            "",
            0));
  }

  /** Made-up losses of LDS, one of them a gain. */
  static List<ResultRow> losses() {
    List<ResultRow> rows = new ArrayList<>();
    double[] losses = {-0.012, 0.055, 0.031, 0.018};
    for (String setup : List.of("1x16", "4x16")) {
      for (int epoch : new int[] {10, 100, 1000}) {
        for (int k = 0; k < STEPS.size(); k++) {
          double loss = losses[k] * (setup.length() + epoch / 500.0 - 3);
          rows.add(
              new ResultRow(
                  ResultRow.ONLY_SETTING,
                  setup,
                  0.5,
                  epoch,
                  STEPS.get(k),
                  null,
                  "lds-step",
                  loss,
                  loss - 0.011,
                  loss + 0.013,
                  100,
                  "masks",
                  0));
        }
      }
    }
    return rows;
  }
}
