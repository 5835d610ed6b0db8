package org.curvatureladder.plots;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.store.HeatMap;
import org.curvatureladder.store.ResultRow;

/**
 * Magnitudes of matrices side by side, one colour per power of ten on ONE scale for all, layer
 * boundaries as lines, one row per training time.
 */
public final class HeatMapFigure implements Figure {
  private static final int MOST_DECADES = 8;
  private static final int TOP = 40;
  private static final int LEFT = 56;
  private static final int BAR_WIDTH = 14;
  private static final int BAR_ROOM = 74;
  private static final int GAP = 22;
  private static final int TITLE_HEIGHT = 34;
  private static final int ROW_FOOT = 30;
  private static final int NOTES = 40;
  private static final int SCALE = 2;
  private static final BasicStroke BOUNDARY = new BasicStroke(0.8f);

  private final List<String> methods;
  private final List<List<HeatMap>> rows;
  private final DecadeRange range;
  private final String setting;
  private final String setup;

  /**
   * A figure of one setup.
   *
   * @param setting name of the recipe's setting
   * @param setup name of the setup
   * @param methods what to draw from left to right, for instance {@code H}, {@code GGN}, {@code
   *     H-GGN}
   * @param maps of one heat map file
   * @throws InvalidInputException if a method is missing at a checkpoint, or all are
   */
  public HeatMapFigure(String setting, String setup, List<String> methods, List<HeatMap> maps) {
    this.setting = setting;
    this.setup = setup;
    this.methods = List.copyOf(methods);
    List<HeatMap> wanted =
        maps.stream()
            .filter(map -> map.setting().equals(setting) && map.setup().equals(setup))
            .filter(map -> methods.contains(map.method()))
            .toList();
    this.rows =
        wanted.stream()
            .map(HeatMap::checkpoint)
            .distinct()
            .sorted()
            .map(checkpoint -> row(wanted, checkpoint))
            .toList();
    if (rows.isEmpty()) {
      throw new InvalidInputException(
          "nothing to draw: the stored heat maps hold none of %s for setup %s"
              .formatted(String.join(", ", methods), setup));
    }
    this.range =
        DecadeRange.of(
            wanted.stream()
                .flatMapToDouble(
                    map -> Arrays.stream(map.values()).flatMapToDouble(Arrays::stream)),
            MOST_DECADES);
  }

  private List<HeatMap> row(List<HeatMap> maps, int checkpoint) {
    return methods.stream()
        .map(
            method ->
                maps.stream()
                    .filter(m -> m.checkpoint() == checkpoint && m.method().equals(method))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new InvalidInputException(
                                "no heat map of %s for setup %s at checkpoint %d"
                                    .formatted(method, setup, checkpoint))))
        .toList();
  }

  @Override
  public String title() {
    return "Size of the elements, "
        + (setting.equals(ResultRow.ONLY_SETTING) ? "" : setting + ", ")
        + setup;
  }

  @Override
  public String description() {
    return "Heat maps of %s for setup %s at epochs %s, %d layers."
        .formatted(
            String.join(", ", methods),
            setup,
            rows.stream().map(row -> row.get(0).checkpoint()).toList(),
            layers(rows.get(0).get(0)));
  }

  @Override
  public int height() {
    return TOP + rows.size() * (TITLE_HEIGHT + side() + ROW_FOOT) + NOTES;
  }

  @Override
  public void paint(Graphics2D g) {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, WIDTH, height());
    Lettering letters = new Lettering(g);
    g.setColor(Look.INK);
    letters.left(title(), Look.TITLE, 15, 25);
    int y = TOP;
    for (List<HeatMap> row : rows) {
      for (int k = 0; k < row.size(); k++) {
        paintMap(g, letters, row.get(k), LEFT + k * (side() + GAP), y + TITLE_HEIGHT, k == 0);
      }
      paintBar(g, letters, WIDTH - BAR_ROOM + 14, y + TITLE_HEIGHT);
      y += TITLE_HEIGHT + side() + ROW_FOOT;
    }
    g.setColor(Look.QUIET);
    letters.left(
        "Root mean square of the elements of each tile. Numbers: layers; lines: their boundaries.",
        Look.NOTE,
        15,
        y + 14.0);
    letters.left(
        "One colour scale for all; sizes below 1e" + range.low() + " have its lowest colour.",
        Look.NOTE,
        15,
        y + 30.0);
  }

  /** Side of one map. */
  private int side() {
    return (WIDTH - LEFT - BAR_ROOM - (methods.size() - 1) * GAP) / methods.size();
  }

  private void paintMap(
      Graphics2D g, Lettering letters, HeatMap map, int x, int y, boolean leftmost) {
    int side = side();
    int n = map.layers().length;
    // Enlarged here and not by whoever shows the figure: most viewers would blur the tiles.
    int pixels = SCALE * side;
    BufferedImage image = new BufferedImage(pixels, pixels, BufferedImage.TYPE_INT_RGB);
    for (int r = 0; r < pixels; r++) {
      for (int c = 0; c < pixels; c++) {
        image.setRGB(c, r, color(map.values()[r * n / pixels][c * n / pixels]).getRGB());
      }
    }
    g.drawImage(image, x, y, side, side, null);
    g.setColor(Look.INK);
    letters.centred(
        map.method().replace("-GGN", " \u2212 GGN") + ", epoch " + map.checkpoint(),
        Look.PANEL_TITLE,
        x + side / 2.0,
        y - 10.0);
    int start = 0;
    for (int k = 1; k <= n; k++) {
      if (k == n || map.layers()[k] != map.layers()[start]) {
        double from = (double) side * start / n;
        double to = (double) side * k / n;
        String name = Integer.toString(map.layers()[start] + 1);
        g.setColor(Look.INK);
        if (to - from >= 11) {
          letters.centred(name, Look.NOTE, x + (from + to) / 2, y + side + 15.0);
          if (leftmost) {
            letters.centred(name, Look.NOTE, x - 12.0, y + (from + to) / 2 + 4);
          }
        }
        if (k < n) {
          g.setColor(Color.WHITE);
          g.setStroke(BOUNDARY);
          g.draw(new Line2D.Double(x + to, y, x + to, y + side));
          g.draw(new Line2D.Double(x, y + to, x + side, y + to));
        }
        start = k;
      }
    }
    if (leftmost) {
      g.setColor(Look.INK);
      letters.upright("layer", Look.LABEL, x - 28.0, y + side / 2.0);
    }
  }

  private void paintBar(Graphics2D g, Lettering letters, int x, int y) {
    int side = side();
    for (int k = 0; k < side; k++) {
      g.setColor(ColorScale.at(1 - (k + 0.5) / side));
      g.fill(new Rectangle2D.Double(x, y + k, BAR_WIDTH, 1.5));
    }
    g.setColor(Look.INK);
    for (int decade : IntStream.rangeClosed(range.low(), range.high()).toArray()) {
      double place = y + side * (double) (range.high() - decade) / (range.high() - range.low());
      letters.left("1e" + decade, Look.NOTE, x + BAR_WIDTH + 5.0, place + 4);
    }
  }

  private Color color(double value) {
    double decades = range.high() - range.low();
    return ColorScale.at(value > 0 ? (Math.log10(value) - range.low()) / decades : 0);
  }

  private static long layers(HeatMap map) {
    return Arrays.stream(map.layers()).distinct().count();
  }

  /** The scale of all maps. */
  DecadeRange range() {
    return range;
  }
}
