package org.curvatureladder.plots;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.curvatureladder.plots.ResultView.Place;
import org.curvatureladder.recipe.Axis;
import org.curvatureladder.store.ResultRow;
import org.knowm.xchart.XYChart;

/**
 * Rows laid out along one axis: its values are on the horizontal axis of every panel, and one panel
 * shows one combination of everything else.
 */
final class AxisLayout {
  /** More values than this need wide panels. */
  private static final int MANY = 4;

  private static final int FEW_COLUMNS = 2;
  private static final int MOST_COLUMNS = 3;

  private final Axis axis;
  private final ResultView table;
  private final Wording wording;
  private final List<Point> points;

  /**
   * Where a row is: the axis picks one of these, the rest is the panel.
   *
   * @param place setting, setup and alpha
   * @param checkpoint epoch
   */
  record Point(Place place, int checkpoint) {
    static Point of(ResultRow row) {
      return new Point(Place.of(row), row.checkpoint());
    }
  }

  /**
   * Lays rows out.
   *
   * @param drawn the rows of which there is to be a place for every one
   */
  AxisLayout(Axis axis, ResultView table, List<ResultRow> drawn) {
    this.axis = axis;
    this.table = table;
    this.wording = new Wording(table, drawn);
    this.points = drawn.stream().map(Point::of).distinct().toList();
  }

  /** What is on the horizontal axis. */
  String label() {
    return switch (axis) {
      case EPOCH -> "epoch";
      case SETUP -> "network";
      case ALPHA -> "fraction \u03b1 of the training data kept";
      case SETTING -> "setting";
    };
  }

  /** Its values: numbers ascending, names in the order of the rows. */
  List<String> values() {
    Stream<Point> ordered =
        switch (axis) {
          case EPOCH -> points.stream().sorted(Comparator.comparingInt(Point::checkpoint));
          case ALPHA -> points.stream().sorted(Comparator.comparingDouble(p -> p.place().alpha()));
          case SETUP, SETTING -> points.stream();
        };
    return ordered.map(this::value).distinct().toList();
  }

  /** One point of each panel, standing for it, in the order of the rows. */
  List<Point> panels() {
    List<Point> panels = new ArrayList<>();
    for (Point point : points) {
      if (panels.stream().noneMatch(panel -> samePanel(panel, point))) {
        panels.add(point);
      }
    }
    return panels;
  }

  /** What a panel shows, without what is on its axis. */
  String title(Point panel) {
    List<String> parts = new ArrayList<>();
    Place place = panel.place();
    if (axis == Axis.EPOCH) {
      return wording.panelTitle(place);
    }
    if (axis != Axis.SETTING && several(points.stream().map(p -> p.place().setting()))) {
      parts.add(place.setting());
    }
    if (axis != Axis.SETUP) {
      parts.add(place.setup());
    }
    parts.add("epoch " + panel.checkpoint());
    if (axis != Axis.ALPHA && several(points.stream().map(p -> p.place().alpha()))) {
      parts.add("\u03b1 = " + Wording.number(place.alpha()));
    }
    return String.join(", ", parts);
  }

  /** The row at a value of the axis. */
  Optional<ResultRow> find(Point panel, String value, String metric, String method) {
    return point(panel, value)
        .flatMap(point -> table.find(point.place(), point.checkpoint(), metric, method));
  }

  /** The row of a metric that belongs to no method. */
  Optional<ResultRow> find(Point panel, String value, String metric) {
    return point(panel, value)
        .flatMap(point -> table.find(point.place(), point.checkpoint(), metric));
  }

  /** Panels in a row. */
  int columns() {
    return values().size() > MANY ? FEW_COLUMNS : MOST_COLUMNS;
  }

  /** Height of a panel, with room for names that are written at a slant. */
  int panelHeight(int upright) {
    double longest =
        values().stream().mapToDouble(name -> Lettering.width(name, Look.LABEL)).max().orElse(0);
    double slot = (double) Figure.WIDTH / Math.min(columns(), panels().size()) / values().size();
    return longest < slot ? upright : upright + (int) (longest * Math.sin(Lettering.SLANT));
  }

  /** Empty axes with a place for every value, the k-th at x = k. */
  XYChart axes(AxisRange range) {
    XYChart axes = Panel.axes(range);
    axes.getStyler().setXAxisTicksVisible(false);
    axes.getStyler().setXAxisMin(-0.5);
    axes.getStyler().setXAxisMax(values().size() - 0.5);
    return axes;
  }

  private Optional<Point> point(Point panel, String value) {
    return points.stream()
        .filter(point -> samePanel(panel, point) && value(point).equals(value))
        .findFirst();
  }

  private String value(Point point) {
    return switch (axis) {
      case EPOCH -> Integer.toString(point.checkpoint());
      case SETUP -> point.place().setup();
      case ALPHA -> Wording.number(point.place().alpha());
      case SETTING -> point.place().setting();
    };
  }

  private boolean samePanel(Point a, Point b) {
    return (axis == Axis.EPOCH || a.checkpoint() == b.checkpoint())
        && (axis == Axis.SETUP || a.place().setup().equals(b.place().setup()))
        && (axis == Axis.SETTING || a.place().setting().equals(b.place().setting()))
        && (axis == Axis.ALPHA || Double.compare(a.place().alpha(), b.place().alpha()) == 0);
  }

  private static boolean several(Stream<?> values) {
    return values.distinct().count() > 1;
  }
}
