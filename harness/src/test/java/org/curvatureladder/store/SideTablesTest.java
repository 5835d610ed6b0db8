package org.curvatureladder.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.curvatureladder.data.DamagedDataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** spectra.csv, heatmap.csv and blocks.csv. */
class SideTablesTest {
  @TempDir Path folder;

  @Test
  void spectraRoundTripAndLookAsDocumented() {
    Path file = folder.resolve("spectra.csv");
    List<Spectrum> spectra =
        List.of(
            Spectrum.of(
                "default", "1x16", 10, "H", Spectrum.WHOLE, new double[] {-1, 3, 1e-17}, 10),
            Spectrum.of(
                "default", "1x16", 10, "H", Spectrum.layer(0), new double[] {0.1 + 0.2, 2}, 10));
    SpectrumTable.write(file, spectra);
    assertThat(file)
        .hasContent(
            """
            setting,setup,checkpoint,method,block,rank,value
            default,1x16,10,H,all,1,3.0
            default,1x16,10,H,all,2,1.0E-17
            default,1x16,10,H,all,3,-1.0
            default,1x16,10,H,1,1,2.0
            default,1x16,10,H,1,2,0.30000000000000004
            """);
    assertThat(SpectrumTable.read(file)).usingRecursiveComparison().isEqualTo(spectra);
  }

  @Test
  void longSpectraKeepTheSameRanksWithBothEnds() {
    double[] values = IntStream.range(0, 5000).mapToDouble(i -> i).toArray();
    Spectrum spectrum = Spectrum.of("default", "a", 1, "H", Spectrum.WHOLE, values, 400);
    assertThat(spectrum.ranks()).hasSizeBetween(300, 410).isSorted().doesNotHaveDuplicates();
    assertThat(spectrum.ranks()).startsWith(1, 2, 3).endsWith(4998, 4999, 5000);
    for (int k = 0; k < spectrum.ranks().length; k++) {
      assertThat(spectrum.values()[k]).isEqualTo(5000.0 - spectrum.ranks()[k]);
    }
  }

  @Test
  void heatMapsRoundTripWithHalfTheLines() throws IOException {
    Path file = folder.resolve("heatmap.csv");
    double[][] values = {{1, 0.5, 0}, {0.5, 2, 4}, {0, 4, 1e-20f}};
    List<HeatMap> maps =
        List.of(
            new HeatMap("default", "1x16", 10, "H", new int[] {0, 0, 1}, values),
            new HeatMap("default", "1x16", 100, "H", new int[] {0}, new double[][] {{7}}));
    HeatMapTable.write(file, maps);
    assertThat(Files.readAllLines(file))
        .hasSize(1 + 6 + 1)
        .startsWith(
            "setting,setup,checkpoint,method,row,column,row_layer,column_layer,value",
            "default,1x16,10,H,0,0,1,1,1.0",
            "default,1x16,10,H,0,1,1,1,0.5",
            "default,1x16,10,H,0,2,1,2,0.0");
    assertThat(HeatMapTable.read(file)).usingRecursiveComparison().isEqualTo(maps);
  }

  @Test
  void incompleteAndDisorderedHeatMapsAreRefused() throws IOException {
    Path file = folder.resolve("heatmap.csv");
    double[][] values = {{1, 2}, {2, 3}};
    HeatMapTable.write(
        file, List.of(new HeatMap("default", "a", 1, "H", new int[] {0, 1}, values)));
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, 3));
    assertThatThrownBy(() -> HeatMapTable.read(file))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageContaining("heat map of H for setup a, checkpoint 1 is not complete");
    Files.write(file, Arrays.asList(lines.get(0), lines.get(2)));
    assertThatThrownBy(() -> HeatMapTable.read(file))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageContaining("row 1 is damaged")
        .hasMessageContaining("tile (0, 1) out of order");
  }

  @Test
  void blockRowsRoundTrip() throws IOException {
    Path file = folder.resolve("blocks.csv");
    List<BlockRow> rows =
        List.of(
            new BlockRow("default", "1x16", 10, "Block-GGN", "K-FAC", 2, "eigenvalue-overlap", 0.5),
            new BlockRow("default", "1x16", 10, "", "K-FAC", 1, "condition", Double.NaN));
    BlockTable.write(file, rows);
    assertThat(BlockTable.read(file)).isEqualTo(rows);
    Files.writeString(file, Files.readString(file).replace(",2,", ",two,"));
    assertThatThrownBy(() -> BlockTable.read(file))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageContaining("blocks.csv row 1 is damaged")
        .hasMessageContaining("two");
  }
}
