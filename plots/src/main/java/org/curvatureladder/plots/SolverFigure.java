package org.curvatureladder.plots;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.curvatureladder.plots.ResultView.Place;
import org.curvatureladder.store.IterationMethod;
import org.curvatureladder.store.ResultRow;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A quantity of iterative solvers against the iteration, or against the time they took: one panel
 * per setting, setup and group of methods, one line per method through its iterates {@code
 * ASTRA@50}, intervals as vertical bars. Methods without iterates are level lines against the
 * iteration and single points against the time.
 */
public final class SolverFigure {
  private static final int COLUMNS = 2;
  private static final int PANEL_HEIGHT = 330;
  private static final int MOST_DECADES = 9;

  /** Lines stand beside each other by this share of the axis, so that their bars do. */
  private static final double DODGE = 0.006;

  private final Against against;
  private final Quantity quantity;
  private final List<Group> groups;

  /** The horizontal axis. */
  public enum Against {
    /** Iterations done, linear. */
    ITERATION("iteration"),
    /** Retrainings per mask that are used, linear. */
    REPEATS("retrainings per mask R"),
    /** Wall-clock seconds, logarithmic; read from the metric {@code seconds}. */
    SECONDS("wall-clock seconds");

    private final String label;

    Against(String label) {
      this.label = label;
    }
  }

  /**
   * The vertical axis.
   *
   * @param title of the figure
   * @param metric of the rows that are drawn
   * @param label of the axis, with unit
   * @param logarithmic whether the axis is
   */
  public record Quantity(String title, String metric, String label, boolean logarithmic) {}

  /**
   * The methods of one panel.
   *
   * @param name added to the panel's title, and taken off the front of the methods' names in the
   *     legend; empty where there is one group only
   * @param methods names without iterations
   */
  public record Group(String name, List<String> methods) {
    /** Copies the list. */
    public Group {
      methods = List.copyOf(methods);
    }

    String label(int k) {
      String method = methods.get(k);
      return !name.isEmpty() && method.startsWith(name + " ")
          ? method.substring(name.length() + 1)
          : method;
    }
  }

  /** A figure of the given methods. */
  public SolverFigure(Against against, Quantity quantity, List<Group> groups) {
    this.against = against;
    this.quantity = quantity;
    this.groups = List.copyOf(groups);
  }

  /**
   * Lays the figure out.
   *
   * @param rows of one results file
   * @throws org.curvatureladder.data.InvalidInputException if there is nothing to draw
   */
  public PanelGrid draw(List<ResultRow> rows) {
    ResultView table = new ResultView(rows);
    List<String> methods = groups.stream().flatMap(group -> group.methods().stream()).toList();
    List<ResultRow> drawn = table.require(quantity.metric(), row -> methods.contains(solver(row)));
    List<Panel> panels = new ArrayList<>();
    StringBuilder description = new StringBuilder();
    Wording wording = new Wording(table, drawn);
    for (Place place : ResultView.places(drawn)) {
      List<ResultRow> here = rows.stream().filter(row -> Place.of(row).equals(place)).toList();
      for (Group group : groups) {
        String title = wording.panelTitle(place);
        String name = group.name().isEmpty() ? title : title + ": " + group.name();
        description.append(name).append(": ");
        panels.add(new Panel(name, chart(here, drawn, rows, group, description), List.of()));
      }
    }
    return new PanelGrid(
        quantity.title(),
        against.label,
        quantity.label(),
        panels,
        Math.min(COLUMNS, panels.size()),
        PANEL_HEIGHT,
        legend(drawn),
        List.of(wording.protocol() + ". Bars: " + intervals(table, drawn) + "."),
        description.toString());
  }

  /** Over masks by bootstrap, over runs Student's. */
  private static String intervals(ResultView table, List<ResultRow> drawn) {
    List<String> over =
        drawn.stream()
            .filter(row -> row.low() != null)
            .map(ResultRow::resampled)
            .distinct()
            .toList();
    if (over.isEmpty() || over.contains("masks")) {
      return new Wording(table, drawn).interval();
    }
    List<Double> levels = table.facts("confidence", row -> true);
    String level = levels.isEmpty() ? "" : Wording.number(100 * levels.get(0)) + " % ";
    return level + "t interval over " + String.join(" and ", over);
  }

  private XYChart chart(
      List<ResultRow> here,
      List<ResultRow> drawn,
      List<ResultRow> all,
      Group group,
      StringBuilder description) {
    double left = 0;
    double right = drawn.stream().mapToDouble(row -> iteration(row).orElse(0)).max().orElse(1);
    DecadeRange seconds =
        DecadeRange.of(
            all.stream()
                .filter(row -> row.metric().equals("seconds") && isDrawn(row, drawn))
                .mapToDouble(ResultRow::value),
            MOST_DECADES);
    if (against == Against.SECONDS) {
      left = seconds.lowest();
      right = seconds.highest();
    }
    DecadeRange decades =
        DecadeRange.of(drawn.stream().mapToDouble(ResultRow::value), MOST_DECADES);
    XYChart axes = Panel.axes(AxisRange.of(drawn.stream().flatMapToDouble(AxisRange::extent)));
    if (against == Against.SECONDS) {
      seconds.onX(axes);
    } else {
      double room = 0.01 + DODGE * group.methods().size() / 2;
      axes.getStyler().setXAxisMin(left - room * right);
      axes.getStyler().setXAxisMax((1 + room) * right);
      axes.getStyler().setXAxisDecimalPattern("0");
    }
    if (quantity.logarithmic()) {
      decades.onY(axes, left, right);
    }
    for (int k = 0; k < group.methods().size(); k++) {
      double place = k - (group.methods().size() - 1) / 2.0;
      double dodge = against != Against.SECONDS ? DODGE * right * place : 0;
      Line line = new Line(group.methods().get(k), group.label(k), Look.of(k), dodge);
      line.addTo(axes, here, left, right, decades, description);
    }
    return axes;
  }

  private static boolean isDrawn(ResultRow row, List<ResultRow> drawn) {
    return drawn.stream().anyMatch(other -> other.method().equals(row.method()));
  }

  /** One method in one panel. */
  private final class Line {
    private final String method;
    private final String label;
    private final Look look;
    private final double dodge;

    Line(String method, String label, Look look, double dodge) {
      this.dodge = dodge;
      this.method = method;
      this.label = label;
      this.look = look;
    }

    void addTo(
        XYChart axes,
        List<ResultRow> here,
        double left,
        double right,
        DecadeRange decades,
        StringBuilder description) {
      List<ResultRow> own =
          here.stream()
              .filter(row -> row.metric().equals(quantity.metric()) && solver(row).equals(method))
              .filter(row -> !Double.isNaN(drawable(row, decades)))
              .sorted(Comparator.comparingInt(row -> iteration(row).orElse(0)))
              .toList();
      if (own.isEmpty()) {
        return;
      }
      ResultRow last = own.get(own.size() - 1);
      description.append(String.format(Locale.ROOT, "%s: %.4g; ", last.method(), last.value()));
      boolean level = against != Against.SECONDS && iteration(last).isEmpty();
      List<Double> x = new ArrayList<>();
      List<Double> y = new ArrayList<>();
      Points points = new Points();
      for (ResultRow row : own) {
        Optional<Double> at = level ? Optional.of(left) : abscissa(row, here);
        if (at.isPresent()) {
          x.add(at.get() + (level ? 0 : dodge));
          y.add(row.value());
          if (!level) {
            points.add(at.get() + dodge, within(row, decades));
          }
        }
      }
      if (level) {
        x.add(right);
        y.add(last.value());
      }
      if (x.isEmpty()) {
        return;
      }
      XYSeries line = axes.addSeries(label + " line", x, y);
      line.setLineColor(look.color());
      line.setLineStyle(level ? Look.DOTTED : Look.SOLID);
      line.setMarker(SeriesMarkers.NONE);
      points.addTo(axes, label, look);
    }
  }

  private double drawable(ResultRow row, DecadeRange decades) {
    return quantity.logarithmic() ? decades.drawn(row.value()) : row.value();
  }

  /** On a logarithmic axis an interval ends where the axis does. */
  private ResultRow within(ResultRow row, DecadeRange decades) {
    if (!quantity.logarithmic() || row.low() == null || row.low() >= decades.lowest()) {
      return row;
    }
    return new ResultRow(
        row.setting(),
        row.setup(),
        row.alpha(),
        row.checkpoint(),
        row.method(),
        row.damping(),
        row.metric(),
        row.value(),
        decades.lowest(),
        row.high(),
        row.n(),
        row.resampled(),
        row.undefined());
  }

  private Optional<Double> abscissa(ResultRow row, List<ResultRow> here) {
    if (against != Against.SECONDS) {
      return iteration(row).map(Integer::doubleValue);
    }
    return here.stream()
        .filter(r -> r.metric().equals("seconds") && r.method().equals(row.method()))
        .map(ResultRow::value)
        .findFirst();
  }

  private static Optional<Integer> iteration(ResultRow row) {
    return IterationMethod.parse(row.method()).map(IterationMethod::iteration);
  }

  private static String solver(ResultRow row) {
    return IterationMethod.parse(row.method()).map(IterationMethod::method).orElse(row.method());
  }

  private List<LegendEntry> legend(List<ResultRow> drawn) {
    List<LegendEntry> legend = new ArrayList<>();
    for (Group group : groups) {
      for (int k = 0; k < group.methods().size(); k++) {
        String method = group.methods().get(k);
        String label = group.label(k);
        boolean known = legend.stream().anyMatch(entry -> entry.label().equals(label));
        List<ResultRow> rows = drawn.stream().filter(row -> solver(row).equals(method)).toList();
        if (!known && !rows.isEmpty()) {
          boolean level = against != Against.SECONDS && iteration(rows.get(0)).isEmpty();
          Look look = Look.of(k);
          legend.add(
              level
                  ? new LegendEntry(label, look.color(), Look.DOTTED, null)
                  : new LegendEntry(label, look.color(), Look.SOLID, look.marker()));
        }
      }
    }
    return legend;
  }
}
