package org.curvatureladder.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.curvatureladder.data.DamagedDataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultTableTest {
  @TempDir Path folder;

  @Test
  void roundTripKeepsEveryBitAndEveryCharacter() {
    List<ResultRow> rows =
        List.of(
            new ResultRow(
                ResultRow.ONLY_SETTING,
                "1x16",
                0.5,
                10,
                "EK-FAC",
                1e-8,
                "lds-loss",
                0.1 + 0.2,
                -0.0,
                2e23,
                180,
                "masks",
                3),
            new ResultRow(
                ResultRow.ONLY_SETTING,
                "a,b",
                Double.NaN,
                1000,
                "say \"H\"",
                null,
                "two\nlines",
                Double.NaN,
                null,
                null,
                0,
                "",
                0),
            new ResultRow(
                ResultRow.ONLY_SETTING,
                "4x16",
                1.0 / 3,
                100,
                "GGN",
                1.0,
                "error",
                Double.MIN_VALUE,
                -1e300,
                1e300,
                1,
                "masks",
                0));
    Path file = folder.resolve("results.csv");
    ResultTable.write(file, rows);
    assertThat(ResultTable.read(file)).isEqualTo(rows);
  }

  @Test
  void theFileLooksAsDocumented() {
    Path file = folder.resolve("results.csv");
    ResultTable.write(
        file,
        List.of(
            new ResultRow(
                ResultRow.ONLY_SETTING,
                "1x16",
                0.5,
                10,
                "EK-FAC",
                1e-4,
                "lds-loss",
                0.25,
                0.125,
                null,
                180,
                "masks",
                0),
            new ResultRow(
                ResultRow.ONLY_SETTING,
                "1x16",
                Double.NaN,
                10,
                "dot",
                null,
                "error",
                2e23,
                null,
                null,
                1,
                "",
                2)));
    assertThat(file)
        .hasContent(
            """
            setting,setup,alpha,checkpoint,method,damping,metric,value,low,high,n,resampled,undefined
            default,1x16,0.5,10,EK-FAC,1.0E-4,lds-loss,0.25,0.125,,180,masks,0
            default,1x16,,10,dot,,error,2.0E23,,,1,,2
            """);
  }

  @Test
  void aDamagedTableIsRefusedByRow() throws IOException {
    Path file = folder.resolve("results.csv");
    String header =
        "setting,setup,alpha,checkpoint,method,damping,metric,value,low,high,n,resampled,undefined\n";
    Files.writeString(
        file,
        header + "default,1x16,0.5,10,H,,lds,1,,,3,,0\ndefault,1x16,0.5,ten,H,,lds,1,,,3,,0\n");
    assertThatThrownBy(() -> ResultTable.read(file))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageContaining("results.csv row 2 is damaged")
        .hasMessageContaining("ten");
    Files.writeString(file, header + "default,1x16,0.5,10,H,,l");
    assertThatThrownBy(() -> ResultTable.read(file))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageContaining("row 1 is damaged");
    Files.writeString(file, "");
    assertThatThrownBy(() -> ResultTable.read(file))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageContaining("expected the columns setting,setup");
  }
}
