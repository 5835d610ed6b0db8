package org.curvatureladder.experiments;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.curvatureladder.curvature.BlockGaussNewton;
import org.curvatureladder.curvature.GaussNewton;
import org.curvatureladder.curvature.Hessian;
import org.curvatureladder.curvature.Ladder;
import org.curvatureladder.plots.AlignmentFigure;
import org.curvatureladder.plots.AxisFigure;
import org.curvatureladder.plots.DampingFigure;
import org.curvatureladder.plots.Figure;
import org.curvatureladder.plots.FigureFile;
import org.curvatureladder.plots.HeatMapFigure;
import org.curvatureladder.plots.LadderFigure;
import org.curvatureladder.plots.Metrics;
import org.curvatureladder.plots.OverlapFigure;
import org.curvatureladder.plots.SolverFigure;
import org.curvatureladder.plots.SpectrumFigure;
import org.curvatureladder.plots.StepErrorFigure;
import org.curvatureladder.plots.StepLossFigure;
import org.curvatureladder.plots.StepMetrics;
import org.curvatureladder.recipe.Axis;
import org.curvatureladder.recipe.Experiment;
import org.curvatureladder.store.BlockRow;
import org.curvatureladder.store.Evaluation;
import org.curvatureladder.store.HeatMap;
import org.curvatureladder.store.ResultRow;
import org.curvatureladder.store.Spectrum;

/**
 * The figures of an experiment, drawn from what it stored: of everything that has rows. Figures of
 * eigenvalues and elements have a file per network.
 */
final class Figures {
  private static final String FLOOR = "gradient-dot";
  private static final List<String> MAPS =
      List.of(Hessian.NAME, GaussNewton.NAME, Hessian.NAME + "-" + GaussNewton.NAME);

  /** BLAS repeats a sum to rounding only, and maps are stored in single precision. */
  private static final double LOOKS_EQUAL = 1e-4;

  private final Path folder;

  /** Figures of one experiment go to {@code folder}. */
  Figures(Path folder) {
    this.folder = folder;
  }

  /** Draws them and returns the files written. */
  List<Path> draw(Experiment experiment, Evaluation evaluation) {
    Map<String, Figure> figures =
        switch (experiment.analysis()) {
          case LADDER -> ladder(experiment, evaluation);
          case ASTRA_LDS -> AstraFigures.attribution(evaluation.rows());
          case ASTRA_CURVES -> AstraFigures.curves(evaluation.rows());
          case ASTRA_EIGENSPACES -> AstraFigures.eigenspaces(evaluation.rows());
          case ASTRA_COST -> AstraFigures.cost(evaluation.rows());
        };
    List<Path> files = new ArrayList<>();
    figures.forEach((name, figure) -> files.addAll(new FigureFile(folder, name).write(figure)));
    return files;
  }

  private static Map<String, Figure> ladder(Experiment experiment, Evaluation evaluation) {
    List<ResultRow> rows = evaluation.rows();
    List<String> rungs = rungs(experiment);
    List<String> steps =
        IntStream.range(1, rungs.size())
            .mapToObj(k -> StepMetrics.step(rungs.get(k - 1), rungs.get(k)))
            .toList();
    Axis axis = experiment.axis();
    String by = axis.name().toLowerCase(Locale.ROOT);
    // Matrices do not depend on the masks.
    Axis matrixAxis = axis == Axis.ALPHA ? Axis.EPOCH : axis;
    List<String> errorSteps =
        rows.stream()
            .filter(row -> row.metric().equals(Metric.STEP_ERROR))
            .map(ResultRow::method)
            .distinct()
            .toList();
    StepErrorFigure errors = new StepErrorFigure(matrixAxis, errorSteps, StepMetrics.plain());
    Map<String, Figure> figures = new LinkedHashMap<>();
    figures.put("lds-by-rung", new LadderFigure(rungs, FLOOR, Metrics.plain()).draw(rows));
    figures.put("lds-by-" + by, AxisFigure.lds(axis, rungs, FLOOR, Metrics.plain()).draw(rows));
    figures.put("lds-by-damping", new DampingFigure(rungs, Metrics.plain()).draw(rows));
    if (has(rows, Metric.LDS_STEP)) {
      StepMetrics metrics = StepMetrics.plain();
      figures.put("lds-loss-by-step", new StepLossFigure(steps, metrics).draw(rows));
      figures.put("lds-loss-by-" + by, AxisFigure.losses(axis, steps, metrics).draw(rows));
    }
    if (has(rows, Metric.LDS_BY_REPEATS)) {
      figures.put("lds-by-repeats", repeats(rungs, rows));
    }
    if (has(rows, Metric.STEP_ERROR)) {
      figures.put("step-errors", errors.lines(rows));
    }
    if (has(rows, Metric.STEP_SHARE)) {
      figures.put("step-error-shares", errors.shares(rows));
    }
    for (String setup : rows.stream().map(ResultRow::setup).distinct().toList()) {
      addSpectra(figures, setup, rungs, evaluation.spectra());
      addOverlaps(figures, setup, rungs, evaluation.blocks());
      addMaps(figures, setup, evaluation.heatMaps());
    }
    return figures;
  }

  /** Of the last checkpoint. */
  private static Figure repeats(List<String> rungs, List<ResultRow> rows) {
    int last = rows.stream().mapToInt(ResultRow::checkpoint).max().orElseThrow();
    List<String> lines = new ArrayList<>(rungs);
    lines.add(Metric.CEILING);
    return new SolverFigure(
            SolverFigure.Against.REPEATS,
            new SolverFigure.Quantity(
                "How many retrainings are enough (epoch " + last + ")",
                Metric.LDS_BY_REPEATS,
                "LDS (mean Spearman over queries)",
                false),
            List.of(new SolverFigure.Group("", lines)))
        .draw(rows.stream().filter(row -> row.checkpoint() == last).toList());
  }

  /** Those of all settings, from the top down. */
  private static List<String> rungs(Experiment experiment) {
    return Ladder.standard().labels().stream()
        .filter(
            rung ->
                experiment.settings().stream().anyMatch(recipe -> recipe.rungs().contains(rung)))
        .toList();
  }

  private static boolean has(List<ResultRow> rows, String metric) {
    return rows.stream().anyMatch(row -> row.metric().equals(metric) && !Double.isNaN(row.value()));
  }

  private static void addSpectra(
      Map<String, Figure> figures, String setup, List<String> rungs, List<Spectrum> spectra) {
    List<Spectrum> here = spectra.stream().filter(s -> s.setup().equals(setup)).toList();
    if (!here.isEmpty()) {
      String top = rungs.get(0);
      figures.put("spectra-" + setup, new SpectrumFigure(rungs, Spectrum.WHOLE).draw(here));
      figures.put("alignment-" + setup, new AlignmentFigure(top, rungs, Spectrum.WHOLE).draw(here));
    }
  }

  /** Of several settings the last checkpoint only. */
  private static void addOverlaps(
      Map<String, Figure> figures, String setup, List<String> rungs, List<BlockRow> blocks) {
    List<BlockRow> here =
        blocks.stream()
            .filter(row -> row.setup().equals(setup))
            .filter(row -> row.reference().equals(BlockGaussNewton.NAME))
            .filter(row -> row.metric().equals(Metric.VALUE_OVERLAP) || basisOverlap(row))
            .toList();
    if (here.isEmpty()) {
      return;
    }
    boolean settings = here.stream().map(BlockRow::setting).distinct().count() > 1;
    int last = here.stream().mapToInt(BlockRow::checkpoint).max().orElseThrow();
    Map<String, String> metrics = new LinkedHashMap<>();
    metrics.put(Metric.VALUE_OVERLAP, "values");
    SpectrumMeasures.LEADING.forEach(k -> metrics.put(Metric.BASIS_OVERLAP + k, "k = " + k));
    figures.put(
        "overlap-" + setup,
        new OverlapFigure(setup, BlockGaussNewton.NAME, rungs, metrics)
            .draw(here.stream().filter(row -> !settings || row.checkpoint() == last).toList()));
  }

  private static boolean basisOverlap(BlockRow row) {
    return row.metric().startsWith(Metric.BASIS_OVERLAP);
  }

  /** Settings whose matrices are those of an earlier one, switches for instance, are left out. */
  private static void addMaps(Map<String, Figure> figures, String setup, List<HeatMap> maps) {
    Map<String, List<HeatMap>> bySetting = new LinkedHashMap<>();
    for (HeatMap map : maps) {
      if (map.setup().equals(setup)) {
        bySetting.computeIfAbsent(map.setting(), key -> new ArrayList<>()).add(map);
      }
    }
    List<List<HeatMap>> drawn = new ArrayList<>();
    bySetting.forEach(
        (setting, here) -> {
          List<String> methods =
              MAPS.stream()
                  .filter(method -> here.stream().anyMatch(map -> map.method().equals(method)))
                  .toList();
          if (drawn.stream().noneMatch(before -> same(before, here))) {
            String name = drawn.isEmpty() ? setup : setting + "-" + setup;
            figures.put("heatmap-" + name, new HeatMapFigure(setting, setup, methods, here));
            drawn.add(here);
          }
        });
  }

  private static boolean same(List<HeatMap> a, List<HeatMap> b) {
    return a.size() == b.size()
        && IntStream.range(0, a.size()).allMatch(k -> same(a.get(k), b.get(k)));
  }

  private static boolean same(HeatMap a, HeatMap b) {
    double[] x = Arrays.stream(a.values()).flatMapToDouble(Arrays::stream).toArray();
    double[] y = Arrays.stream(b.values()).flatMapToDouble(Arrays::stream).toArray();
    return x.length == y.length
        && IntStream.range(0, x.length)
            .allMatch(k -> Math.abs(x[k] - y[k]) <= LOOKS_EQUAL * Math.abs(x[k]));
  }
}
