package org.curvatureladder.plots.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.curvatureladder.data.DamagedDataException;
import org.curvatureladder.store.StorageException;

/**
 * A stored SVG file as a part of an HTML page: without its prolog, named for screen readers, and
 * with ids that no other figure of the page has.
 *
 * @param title what the file says it shows, as XML that may stand in an attribute
 * @param markup the svg element
 */
record InlineSvg(String title, String markup) {
  private static final Pattern TITLE = Pattern.compile("<title>([^<]*)</title>");
  private static final Pattern ID = Pattern.compile("(\\bid=\"|url\\(#|href=\"#)");

  /**
   * Reads a figure.
   *
   * @param id unique prefix for every id within
   * @throws DamagedDataException if the file holds no svg element
   */
  static InlineSvg read(Path file, String id) {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new StorageException("cannot read " + file + ": " + e.getMessage(), e);
    }
    int start = text.indexOf("<svg");
    int end = text.lastIndexOf("</svg>");
    if (start < 0 || end < start) {
      throw new DamagedDataException(
          file + " holds no whole svg element; draw it again with 'plot'");
    }
    String svg = text.substring(start, end + "</svg>".length());
    Matcher title = TITLE.matcher(svg);
    String name = (title.find() ? title.group(1) : stem(file)).replace("\"", "&quot;");
    String unique = ID.matcher(svg).replaceAll("$1" + id + "-");
    return new InlineSvg(
        name, "<svg role=\"img\" aria-label=\"" + name + "\"" + unique.substring("<svg".length()));
  }

  /** File name without its ending. */
  static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
