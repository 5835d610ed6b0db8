package org.curvatureladder.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.store.HeatMap;
import org.curvatureladder.store.ResultRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeatMapFigureTest {
  private static final List<String> METHODS = List.of("H", "GGN", "H-GGN");

  @TempDir Path folder;

  @Test
  void drawsEveryTileInTheColourOfItsDecadeOnOneScale() throws IOException {
    int[] layers = {0, 1};
    List<HeatMap> maps =
        List.of(
            new HeatMap(
                ResultRow.ONLY_SETTING, "a", 1, "H", layers, new double[][] {{100, 1}, {1, 0.01}}),
            new HeatMap(
                ResultRow.ONLY_SETTING, "a", 1, "GGN", layers, new double[][] {{1, 1}, {1, 1}}),
            new HeatMap(
                ResultRow.ONLY_SETTING,
                "a",
                1,
                "H-GGN",
                layers,
                new double[][] {{10, 0}, {0, 1e-30}}));
    HeatMapFigure figure = new HeatMapFigure(ResultRow.ONLY_SETTING, "a", METHODS, maps);
    assertThat(figure.range()).isEqualTo(new DecadeRange(-6, 2));
    BufferedImage png = ImageIO.read(new FigureFile(folder, "heat").write(figure).get(1).toFile());
    assertThat(png.getWidth()).isEqualTo(2 * Figure.WIDTH);
    assertThat(png.getHeight()).isEqualTo(2 * figure.height());
    // A quarter of each map is one tile; maps start at x = 56, are 242 wide and 22 apart.
    int y = 2 * (40 + 34);
    int[] lefts = {2 * 56, 2 * (56 + 264), 2 * (56 + 528)};
    double[][] shares = {{1, 0.75, 0.75, 0.5}, {0.75, 0.75, 0.75, 0.75}, {7.0 / 8, 0, 0, 0}};
    for (int map = 0; map < 3; map++) {
      for (int tile = 0; tile < 4; tile++) {
        int atX = lefts[map] + (tile % 2 == 0 ? 100 : 380);
        int atY = y + (tile < 2 ? 100 : 380);
        assertThat(new Color(png.getRGB(atX, atY)))
            .as("map %d tile %d", map, tile)
            .isEqualTo(ColorScale.at(shares[map][tile]));
      }
      int boundary = lefts[map] + 242;
      assertThat(new Color(png.getRGB(boundary, y + 100)).getBlue())
          .as("layer boundary")
          .isGreaterThan(200);
    }
  }

  @Test
  void trainedMatricesFitTheirPage() throws IOException {
    HeatMapFigure figure =
        new HeatMapFigure(ResultRow.ONLY_SETTING, "2x5", METHODS, TrainedLadder.small().maps);
    List<Path> files = new FigureFile(folder, "heat").write(figure);
    assertThat(Files.readString(files.get(0)))
        .contains("<title>Size of the elements, 2x5</title>")
        .contains("H, GGN, H-GGN for setup 2x5 at epochs [1, 20], 3 layers.")
        .contains("<image");
    BufferedImage png = ImageIO.read(files.get(1).toFile());
    for (int y = 0; y < png.getHeight(); y++) {
      assertThat(png.getRGB(2, y) & 0xFFFFFF).isEqualTo(0xFFFFFF);
      assertThat(png.getRGB(png.getWidth() - 3, y) & 0xFFFFFF).isEqualTo(0xFFFFFF);
    }
  }

  @Test
  void colourScaleRunsFromDarkToLight() {
    assertThat(ColorScale.at(0)).isEqualTo(new Color(0x000004));
    assertThat(ColorScale.at(1)).isEqualTo(new Color(0xFCFDBF));
    assertThat(ColorScale.at(-3)).isEqualTo(ColorScale.at(0));
    double before = -1;
    for (int k = 0; k <= 100; k++) {
      Color color = ColorScale.at(k / 100.0);
      double lightness = 0.3 * color.getRed() + 0.59 * color.getGreen() + 0.11 * color.getBlue();
      assertThat(lightness).isGreaterThan(before);
      before = lightness;
    }
  }

  @Test
  void missingMapsAreRefusedByName() {
    List<HeatMap> one =
        List.of(
            new HeatMap(ResultRow.ONLY_SETTING, "a", 1, "H", new int[] {0}, new double[][] {{1}}));
    assertThatThrownBy(() -> new HeatMapFigure(ResultRow.ONLY_SETTING, "a", METHODS, one))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("no heat map of GGN for setup a at checkpoint 1");
    assertThatThrownBy(() -> new HeatMapFigure(ResultRow.ONLY_SETTING, "b", METHODS, one))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("H, GGN, H-GGN for setup b");
  }
}
