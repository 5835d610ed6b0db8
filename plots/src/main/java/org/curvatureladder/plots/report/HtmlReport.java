package org.curvatureladder.plots.report;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.curvatureladder.store.AtomicFile;
import org.curvatureladder.store.StorageException;
import org.curvatureladder.verdict.Verdict;

/**
 * Writes the report: one self-contained page, well-formed XML, that loads nothing from anywhere.
 * Only the links to the CSV files leave it.
 */
public final class HtmlReport {
  private final List<ExperimentResult> experiments;
  private final List<Verdict> verdicts;

  /** A report of the given experiments and verdicts, in their order. */
  public HtmlReport(List<ExperimentResult> experiments, List<Verdict> verdicts) {
    this.experiments = List.copyOf(experiments);
    this.verdicts = List.copyOf(verdicts);
  }

  /** What the template sees. */
  private record Page(
      String source,
      List<VerdictView> verdicts,
      List<ExperimentView> experiments,
      boolean empty,
      String css,
      String js) {}

  /**
   * Writes the page, whole or not at all.
   *
   * @param source where the results come from, in words
   * @throws StorageException if it cannot be written
   * @throws org.curvatureladder.data.DamagedDataException if a figure is damaged
   */
  public void write(Path file, String source) {
    byte[] page = html(file, source).getBytes(StandardCharsets.UTF_8);
    try {
      Files.createDirectories(
          Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file.getRoot()));
    } catch (IOException e) {
      throw new StorageException("cannot write " + file + ": " + e.getMessage(), e);
    }
    AtomicFile.write(file, page);
  }

  /** The page as it would stand in a file: links are relative to it. */
  String html(Path file, String source) {
    Anchors anchors = new Anchors(experiments);
    Page page =
        new Page(
            source,
            verdicts.stream().map(verdict -> VerdictView.of(verdict, anchors)).toList(),
            experiments.stream().map(experiment -> ExperimentView.of(experiment, file)).toList(),
            experiments.isEmpty(),
            resource("report.css"),
            resource("report.js"));
    return Mustache.compiler()
        .emptyStringIsFalse(true)
        .compile(resource("report.html"))
        .execute(page);
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
