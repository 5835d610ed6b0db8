package org.curvatureladder.plots;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.curvatureladder.store.AtomicFile;
import org.curvatureladder.store.StorageException;

/**
 * Writes a figure as {@code NAME.svg} and {@code NAME.png} (twice the resolution). Each file
 * appears whole or not at all: it is written beside its place and then renamed.
 */
public final class FigureFile {
  private static final int PNG_SCALE = 2;
  private static final Pattern LONG_DECIMAL = Pattern.compile("\\d+\\.\\d{3,}");

  private final Path folder;
  private final String name;

  /**
   * A figure's place.
   *
   * @param folder created if it does not exist
   * @param name file name without its extension
   */
  public FigureFile(Path folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  /**
   * Writes both files, replacing older ones.
   *
   * @return the SVG and the PNG
   * @throws StorageException if the folder cannot be written to
   */
  public List<Path> write(Figure figure) {
    Path svg = folder.resolve(name + ".svg");
    Path png = folder.resolve(name + ".png");
    try {
      Files.createDirectories(folder);
      AtomicFile.write(svg, svg(figure));
      AtomicFile.write(png, png(figure));
    } catch (IOException e) {
      throw new StorageException("cannot write figure " + svg + ": " + e.getMessage(), e);
    }
    return List.of(svg, png);
  }

  private static byte[] svg(Figure figure) throws IOException {
    VectorGraphics2D graphics = new VectorGraphics2D();
    figure.paint(graphics);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PageSize page = new PageSize(Figure.WIDTH, figure.height());
    new SVGProcessor().getDocument(graphics.getCommands(), page).writeTo(bytes);
    // A hundredth of a pixel is plenty, and outlines in full precision are four times as large.
    String drawing =
        LONG_DECIMAL
            .matcher(bytes.toString(StandardCharsets.UTF_8))
            .replaceAll(
                found ->
                    new BigDecimal(found.group())
                        .setScale(2, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros()
                        .toPlainString());
    // Letters are outlines: title and description carry the text for screen readers and search.
    int root = drawing.indexOf("<svg");
    int inside = drawing.indexOf('>', root) + 1;
    String text =
        "<title>%s</title><desc>%s</desc>"
            .formatted(escaped(figure.title()), escaped(figure.description()));
    return (drawing.substring(0, inside) + text + drawing.substring(inside))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] png(Figure figure) throws IOException {
    BufferedImage image =
        new BufferedImage(
            PNG_SCALE * Figure.WIDTH, PNG_SCALE * figure.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(PNG_SCALE, PNG_SCALE);
    figure.paint(graphics);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
