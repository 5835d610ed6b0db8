package org.curvatureladder.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The published files themselves, read from or downloaded to a data folder:
 *
 * <pre>mvn -pl harness test -Dtest=PublishedDataTest -Dladder.data=FOLDER</pre>
 */
@EnabledIfSystemProperty(named = "ladder.data", matches = ".+")
class PublishedDataTest {
  private final Path folder = Path.of(System.getProperty("ladder.data", ""));

  @Test
  void mnist() {
    Dataset data = new MnistSource(folder).load();
    assertThat(data.count()).isEqualTo(70_000);
    assertThat(data.featureCount()).isEqualTo(784);
    // The published mean grey value of the training images.
    assertThat(Arrays.stream(data.features(), 0, 60_000 * 784).average().orElseThrow())
        .isBetween(0.13065, 0.13067);
    assertThat(data.label(0)).isEqualTo(5);
    assertThat(data.label(60_000)).isEqualTo(7);
  }

  @Test
  void theShippedSubsetOfFashionMnistIsTheDrawFromTheFullSet() {
    FashionMnistSource source = new FashionMnistSource(folder);
    Dataset data = source.load();
    assertThat(data.count()).isEqualTo(70_000);
    SplitRows rows = FixedSplit.of(source, 6144, 100, 0).draw(70_000);
    Dataset subset = new FashionMnistSubsetSource().load();
    double[] train = data.subset(rows.train()).features();
    assertThat(Arrays.equals(train, Arrays.copyOf(subset.features(), train.length))).isTrue();
    double[] query = data.subset(rows.query()).features();
    assertThat(
            Arrays.equals(
                query,
                Arrays.copyOfRange(subset.features(), train.length, subset.features().length)))
        .isTrue();
    for (int n = 0; n < 6144; n++) {
      assertThat(subset.label(n)).isEqualTo(data.label(rows.train()[n]));
    }
    for (int n = 0; n < 100; n++) {
      assertThat(subset.label(6144 + n)).isEqualTo(data.label(rows.query()[n]));
    }
  }

  @Test
  void parkinsons() {
    Dataset data = new ParkinsonsSource(folder).load();
    assertThat(data.count()).isEqualTo(5875);
    assertThat(data.featureCount()).isEqualTo(19);
    assertThat(Arrays.copyOf(data.features(), 4)).containsExactly(72, 0, 5.6431, 0.00662);
    assertThat(data.targets()[0]).isEqualTo(34.398);
    assertThat(data.features()[data.features().length - 1]).isEqualTo(0.15336);
  }
}
