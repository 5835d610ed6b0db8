package org.curvatureladder.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.curvatureladder.data.DamagedDataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionTableTest {
  private static final double[][] VALUES = {{.1, -1e-300, Double.NaN}, {1 / 3.0, 0, -7}};

  @TempDir Path folder;

  @Test
  void predictionsComeBackToTheBit() {
    for (Double damping : new Double[] {.0017, null}) {
      Path file = folder.resolve("ASTRA-IF-0.csv");
      PredictionTable.write(file, new Predictions(damping, 12.5, VALUES));
      Predictions read = PredictionTable.read(file, 2, 3);
      assertThat(read.damping()).isEqualTo(damping);
      assertThat(read.seconds()).isEqualTo(12.5);
      assertThat(Arrays.deepEquals(read.values(), VALUES)).isTrue();
    }
  }

  @Test
  void missingDoubledAndDamagedLinesAreFound() throws IOException {
    Path file = folder.resolve("TRAK-1.csv");
    PredictionTable.write(file, new Predictions(null, 1, VALUES));
    assertThatThrownBy(() -> PredictionTable.read(file, 3, 3))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageContaining("expected 3 x 3 predictions, found 6");
    List<String> lines = Files.readAllLines(file);
    Files.write(file, List.of(lines.get(0), lines.get(1), lines.get(1)));
    assertThatThrownBy(() -> PredictionTable.read(file, 2, 3))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageContaining("row 2 is damaged (mask 0, query 0 out of order)");
    Files.writeString(file, String.join("\n", lines).replace("-7", "-7x"));
    assertThatThrownBy(() -> PredictionTable.read(file, 2, 3))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageContaining("row 6 is damaged");
  }
}
