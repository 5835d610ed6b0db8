package org.curvatureladder.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixedSplitTest {
  private static final OptionalInt ONE_PIECE = OptionalInt.empty();

  @ParameterizedTest
  @CsvSource({"1030, 896, 103", "5875, 5280, 100", "5, 3, 2", "5, 1, 1"})
  void trainAndQueryHaveTheSizesAskedForAndAreDisjoint(int count, int train, int query) {
    SplitRows rows = new FixedSplit(0, train, query, ONE_PIECE).draw(count);
    assertThat(rows.train()).hasSize(train).isSorted().doesNotHaveDuplicates();
    assertThat(rows.query()).hasSize(query).isSorted().doesNotHaveDuplicates();
    assertThat(rows.train()).doesNotContain(rows.query());
    assertThat(IntStream.concat(Arrays.stream(rows.train()), Arrays.stream(rows.query())))
        .allMatch(row -> row >= 0 && row < count);
  }

  @Test
  void queriesComeFromThePublishedTestSet() {
    SplitRows rows = new FixedSplit(0, 6144, 100, OptionalInt.of(60_000)).draw(70_000);
    assertThat(rows.train()).hasSize(6144).isSorted().doesNotHaveDuplicates();
    assertThat(rows.query()).hasSize(100).isSorted().doesNotHaveDuplicates();
    assertThat(Arrays.stream(rows.train())).allMatch(row -> row >= 0 && row < 60_000);
    assertThat(Arrays.stream(rows.query())).allMatch(row -> row >= 60_000 && row < 70_000);
  }

  @Test
  void theDrawIsAPureFunctionOfTheSeed() {
    SplitRows rows = new FixedSplit(7, 5, 3, ONE_PIECE).draw(12);
    assertThat(rows)
        .usingRecursiveComparison()
        .isEqualTo(new FixedSplit(7, 5, 3, ONE_PIECE).draw(12))
        .isNotEqualTo(new FixedSplit(8, 5, 3, ONE_PIECE).draw(12));
    // Pinned: a change of the algorithm would silently redraw everybody's split.
    assertThat(rows.train()).containsExactly(2, 4, 5, 7, 10);
    assertThat(rows.query()).containsExactly(0, 1, 6);
  }

  @Test
  void everyRowTrainsAndIsAskedForEquallyOften() {
    int[] train = new int[20];
    int[] query = new int[20];
    for (int seed = 0; seed < 2000; seed++) {
      SplitRows rows = new FixedSplit(seed, 10, 5, ONE_PIECE).draw(20);
      Arrays.stream(rows.train()).forEach(row -> train[row]++);
      Arrays.stream(rows.query()).forEach(row -> query[row]++);
    }
    // Expected 1000 and 500 with deviations of 22 and 19: five deviations.
    assertThat(Arrays.stream(train)).allMatch(times -> times > 888 && times < 1112);
    assertThat(Arrays.stream(query)).allMatch(times -> times > 403 && times < 597);
  }

  @Test
  void tooManyOrTooFewExamplesAreRefused() {
    assertThatThrownBy(() -> new FixedSplit(0, 0, 5, ONE_PIECE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("0 training and 5 query examples asked for, expected at least 1 of each");
    assertThatThrownBy(() -> new FixedSplit(0, 5, 0, ONE_PIECE))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new FixedSplit(0, 8, 5, ONE_PIECE).draw(12))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "8 training and 5 query examples asked for, but there are only 12 available examples");
    assertThatThrownBy(() -> new FixedSplit(0, 9, 1, OptionalInt.of(8)).draw(12))
        .hasMessageContaining("there are only 8 published training examples");
    assertThatThrownBy(() -> new FixedSplit(0, 8, 5, OptionalInt.of(8)).draw(12))
        .hasMessageContaining("there are only 4 published test examples");
  }

  @Test
  void theSplitFileKeepsTheRowsOfARuleThatLeavesSomeOut(@TempDir Path folder) throws IOException {
    Dataset data = new Dataset("small", 6, new double[] {1, 2, 3, 4, 5, 6}, new double[6], 1, 0);
    FixedSplit rule = new FixedSplit(3, 2, 1, ONE_PIECE);
    SplitRows rows = rule.draw(6);
    SplitFile file = new SplitFile(folder.resolve("split.txt"));
    Split first = file.readOrCreate(data, rule, Scaling.NONE);
    assertThat(first.trainIndices()).isEqualTo(rows.train());
    assertThat(first.queryIndices()).isEqualTo(rows.query());
    assertThat(first.train().features()).isEqualTo(data.subset(rows.train()).features());
    assertThat(Files.readString(file.path()))
        .contains("examples 6\nseed 3\ntrain-count 2\nquery-count 1\ntrain ");
    assertThat(file.readOrCreate(data, rule, Scaling.NONE))
        .usingRecursiveComparison()
        .isEqualTo(first);
    assertThatThrownBy(
            () -> file.readOrCreate(data, new FixedSplit(3, 3, 1, ONE_PIECE), Scaling.NONE))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageContaining("it says 'train-count 2', expected 'train-count 3'");
    assertThatThrownBy(() -> file.readOrCreate(data, new Splitter(3, 0.5)))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageContaining("it says 'train-count 2', expected 'query-fraction 0.5'");
  }

  @Test
  void theStoredRowsCountAndNotTheGenerator(@TempDir Path folder) throws IOException {
    Dataset data = new Dataset("small", 6, new double[] {1, 2, 3, 4, 5, 6}, new double[6], 1, 0);
    FixedSplit rule = new FixedSplit(3, 2, 1, ONE_PIECE);
    SplitFile file = new SplitFile(folder.resolve("split.txt"));
    file.readOrCreate(data, rule, Scaling.NONE);
    String text = Files.readString(file.path());
    String body = text.substring(0, text.indexOf("train ")) + "train 1 4\nquery 0\n";
    String hash = FileContent.sha256(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    Files.writeString(file.path(), body + "sha256 " + hash + "\n");
    Split split = file.readOrCreate(data, rule, Scaling.NONE);
    assertThat(split.trainIndices()).containsExactly(1, 4);
    assertThat(split.queryIndices()).containsExactly(0);
  }
}
