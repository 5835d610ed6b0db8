package org.curvatureladder.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShippedSourcesTest {

  @Test
  void concreteHasTheRowsOfTheOriginal() {
    ConcreteSource source = new ConcreteSource();
    Dataset data = source.load();
    assertThat(data.name()).isEqualTo("concrete");
    assertThat(data.count()).isEqualTo(1030);
    assertThat(data.featureCount()).isEqualTo(8);
    assertThat(data.isClassification()).isFalse();
    assertThat(Arrays.copyOf(data.features(), 8))
        .containsExactly(540, 0, 0, 162, 2.5, 1040, 676, 28);
    assertThat(data.targets()[0]).isEqualTo(79.99);
    assertThat(Arrays.stream(data.targets()).max()).hasValue(82.6);
    Set<List<Double>> distinct = new HashSet<>();
    for (int n = 0; n < 1030; n++) {
      double[] row = Arrays.copyOfRange(data.features(), 8 * n, 8 * n + 9);
      row[8] = data.targets()[n];
      distinct.add(Arrays.stream(row).boxed().toList());
    }
    assertThat(distinct).hasSize(1030 - 25);
    assertThat(source.scaling()).isEqualTo(Scaling.FEATURES_AND_TARGETS);
    assertThat(source.publishedTrainCount()).isEmpty();
  }

  @Test
  void theFashionMnistSubsetHasWhatTheSettingNeeds() {
    FashionMnistSubsetSource source = new FashionMnistSubsetSource();
    Dataset data = source.load();
    assertThat(data.count()).isEqualTo(6244);
    assertThat(data.featureCount()).isEqualTo(784);
    assertThat(data.classCount()).isEqualTo(10);
    assertThat(source.publishedTrainCount()).hasValue(6144);
    assertThat(source.scaling()).isEqualTo(Scaling.NONE);
    assertThat(Arrays.stream(data.features()).min()).hasValue(0);
    assertThat(Arrays.stream(data.features()).max()).hasValue(1);
    int[] perClass = new int[10];
    IntStream.range(0, 6144).forEach(n -> perClass[data.label(n)]++);
    // 6000 of each among 60,000: expected 614.4 with a deviation of 22; five deviations.
    assertThat(Arrays.stream(perClass)).allMatch(count -> count > 504 && count < 725);
    Split split =
        FixedSplit.of(source, 6144, 100, 5).draw(data.count()).split(data, source.scaling());
    assertThat(split.trainIndices()).isEqualTo(IntStream.range(0, 6144).toArray());
    assertThat(split.queryIndices()).isEqualTo(IntStream.range(6144, 6244).toArray());
  }

  @Test
  void theRowsOfTheSubsetAreThoseThatTheRuleDraws() {
    SplitRows rows = FashionMnistSubsetMaker.rows();
    // Pinned: another draw would no longer be the shipped images.
    assertThat(Arrays.copyOf(rows.train(), 5)).containsExactly(1, 36, 42, 47, 52);
    assertThat(new Fingerprint().add(rows.train()).add(rows.query()).hex())
        .startsWith("1246d2f065b05dcd");
  }

  @Test
  void aDamagedResourceIsNoticed() {
    assertThatThrownBy(() -> new Resource("concrete/concrete.csv", "00").content())
        .isInstanceOf(DamagedDataException.class)
        .hasMessageMatching(
            "concrete/concrete.csv is damaged: its content has SHA-256 c2690f.*, expected 00");
    assertThatThrownBy(() -> new Resource("concrete/absent.csv", "00").content())
        .isInstanceOf(DamagedDataException.class)
        .hasMessage("concrete/absent.csv is missing from the library: build or download it anew");
  }
}
