package org.curvatureladder.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.curvatureladder.store.ResultRow;
import org.curvatureladder.store.StorageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureFileTest {
  private static final int WHITE = 0xFFFFFF;

  @TempDir Path folder;

  private final LadderFigure ladder =
      new LadderFigure(FakeResults.RUNGS, FakeResults.FLOOR, Metrics.plain());

  @Test
  void writesBothFilesAndNothingElse() throws IOException {
    List<Path> written =
        new FigureFile(folder.resolve("a/b"), "lds").write(ladder.draw(FakeResults.ladder()));
    assertThat(written)
        .containsExactly(folder.resolve("a/b/lds.svg"), folder.resolve("a/b/lds.png"));
    assertThat(folder.resolve("a/b").toFile().list())
        .containsExactlyInAnyOrder("lds.svg", "lds.png");
  }

  @Test
  void svgDrawsEveryMarkAndSaysWhatItShows() throws IOException {
    String svg = svg(ladder.draw(FakeResults.ladder()));
    assertThat(svg).contains("<title>Attribution quality down the ladder</title>");
    for (String rung : FakeResults.RUNGS) {
      for (int epoch : List.of(10, 100, 1000)) {
        assertThat(svg).contains("epoch " + epoch + ", " + rung + ": ");
      }
    }
    // Round markers belong to the first training time: five rungs, two panels, one in the legend.
    assertThat(occurrences(svg, "<ellipse")).isEqualTo(11);
    // Dashed ceilings: three training times, two panels, one in the legend.
    assertThat(occurrences(svg, "stroke-dasharray:7,4")).isEqualTo(7);
    assertThat(occurrences(svg, "stroke-dasharray:1.7,3.4")).isEqualTo(7);
  }

  @Test
  void pngHasTwiceTheResolutionAndNothingTouchesItsEdge() throws IOException {
    PanelGrid damping =
        new DampingFigure(FakeResults.RUNGS, Metrics.plain()).draw(FakeResults.ladder());
    for (PanelGrid figure : List.of(ladder.draw(FakeResults.ladder()), damping)) {
      assertCleanEdge(figure);
    }
  }

  @Test
  void manySetupsWrapIntoRowsAndLongNamesAreSlanted() throws IOException {
    List<String> rungs =
        IntStream.range(0, 12).mapToObj(k -> "approximation " + (char) ('A' + k)).toList();
    List<ResultRow> rows = new ArrayList<>();
    for (String setup : List.of("1x16", "4x16", "8x16")) {
      for (String rung : rungs) {
        rows.add(FakeResults.row(setup, 10, rung, 0.1, "lds", 0.5));
      }
    }
    PanelGrid figure = new LadderFigure(rungs, "none", Metrics.plain()).draw(rows);
    PanelGrid oneRow = ladder.draw(FakeResults.ladder());
    assertThat(figure.height()).isEqualTo(oneRow.height() + figure.panelHeight());
    assertCleanEdge(figure);
  }

  @Test
  void sameResultsGiveTheSameBytes() throws IOException {
    assertThat(svg(ladder.draw(FakeResults.ladder())))
        .isEqualTo(svg(ladder.draw(FakeResults.ladder())));
  }

  @Test
  void textIsEscaped() throws IOException {
    List<ResultRow> rows = List.of(FakeResults.row("a<b & c", 10, "H", 0.1, "lds", 0.5));
    assertThat(svg(ladder.draw(rows)))
        .contains("<desc>a&lt;b &amp; c: epoch 10, H: 0.500; </desc>");
  }

  @Test
  void folderThatIsAFileIsReported() throws IOException {
    Path file = Files.writeString(folder.resolve("taken"), "x");
    PanelGrid figure = ladder.draw(FakeResults.ladder());
    assertThatThrownBy(() -> new FigureFile(file, "lds").write(figure))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("taken");
  }

  private void assertCleanEdge(PanelGrid figure) throws IOException {
    Path png = new FigureFile(folder, "edge").write(figure).get(1);
    BufferedImage image = ImageIO.read(png.toFile());
    assertThat(image.getWidth()).isEqualTo(2 * PanelGrid.WIDTH);
    assertThat(image.getHeight()).isEqualTo(2 * figure.height());
    int inked = 0;
    int inkedAtEdge = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if ((image.getRGB(x, y) & WHITE) != WHITE) {
          boolean inside =
              Math.min(x, y) >= 4 && x < image.getWidth() - 4 && y < image.getHeight() - 4;
          inked++;
          inkedAtEdge += inside ? 0 : 1;
        }
      }
    }
    assertThat(inkedAtEdge).isZero();
    assertThat(inked).isGreaterThan(10_000);
  }

  private String svg(PanelGrid figure) throws IOException {
    return Files.readString(new FigureFile(folder, "figure").write(figure).get(0));
  }

  private static long occurrences(String text, String part) {
    return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
  }
}
