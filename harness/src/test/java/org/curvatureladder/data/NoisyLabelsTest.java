package org.curvatureladder.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NoisyLabelsTest {
  private static final int TRAIN = 5000;
  private static final int COUNT = 6000;

  /** Row n has class n % 10; the last 1000 rows are the published test set. */
  private record Clean(OptionalInt publishedTrainCount, int classes) implements DataSource {
    @Override
    public String name() {
      return "clean";
    }

    @Override
    public Scaling scaling() {
      return Scaling.NONE;
    }

    @Override
    public Dataset load() {
      double[] labels = IntStream.range(0, COUNT).mapToDouble(n -> n % 10).toArray();
      return new Dataset(name(), COUNT, new double[COUNT], labels, 1, classes);
    }
  }

  private static final Clean CLEAN = new Clean(OptionalInt.of(TRAIN), 10);

  @Test
  void exactlyTheFractionOfTheTrainingRowsIsRandomAndTheRestIsKept() {
    NoisyLabels noisy = new NoisyLabels(CLEAN, 0.3, 1);
    int[] rows = noisy.randomRows();
    assertThat(rows).hasSize(1500).isSorted().doesNotHaveDuplicates();
    assertThat(Arrays.stream(rows)).allMatch(row -> row >= 0 && row < TRAIN);
    Dataset data = noisy.load();
    int changed = 0;
    for (int n = 0; n < COUNT; n++) {
      if (Arrays.binarySearch(rows, n) < 0) {
        assertThat(data.label(n)).isEqualTo(n % 10);
      } else if (data.label(n) != n % 10) {
        changed++;
      }
    }
    // The random class may equal the old one: 90 % of 1500 change, deviation 12; five deviations.
    assertThat(changed).isBetween(1290, 1410);
    assertThat(data.name()).isEqualTo("clean-noisy");
    assertThat(noisy.scaling()).isEqualTo(Scaling.NONE);
    assertThat(noisy.publishedTrainCount()).hasValue(TRAIN);
  }

  @Test
  void theRandomClassIsUniform() {
    NoisyLabels noisy = new NoisyLabels(CLEAN, 1, 1);
    Dataset data = noisy.load();
    int[] times = new int[10];
    IntStream.range(0, TRAIN).filter(n -> n % 10 == 0).forEach(n -> times[data.label(n)]++);
    // Expected 50 of 500 per class with a deviation of 6.7: five deviations.
    assertThat(Arrays.stream(times)).allMatch(t -> t > 16 && t < 84);
  }

  @Test
  void labelsAreAPureFunctionOfTheSeed() {
    double[] labels = new NoisyLabels(CLEAN, 0.3, 1).load().targets();
    assertThat(labels).isEqualTo(new NoisyLabels(CLEAN, 0.3, 1).load().targets());
    assertThat(labels).isNotEqualTo(new NoisyLabels(CLEAN, 0.3, 2).load().targets());
    assertThat(new NoisyLabels(CLEAN, 0, 1).load().targets()).isEqualTo(CLEAN.load().targets());
  }

  @Test
  void noiseOnTheShippedSubsetIsPinned() {
    NoisyLabels noisy =
        (NoisyLabels)
            new DataSources(java.nio.file.Path.of("unused")).get("fashion-mnist-subset-noisy");
    Dataset data = noisy.load();
    Dataset clean = new FashionMnistSubsetSource().load();
    int[] changed =
        IntStream.range(0, data.count()).filter(n -> data.label(n) != clean.label(n)).toArray();
    assertThat(noisy.randomRows()).hasSize(1843);
    assertThat(data.features()).isEqualTo(clean.features());
    // Pinned: a change of the algorithm would silently redraw everybody's noise.
    assertThat(changed).hasSize(1662);
    assertThat(new Fingerprint().add(data.targets()).hex()).startsWith("7e30caf2557302b9");
  }

  @Test
  void wrongUseIsRefused() {
    for (double fraction : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> new NoisyLabels(CLEAN, fraction, 1))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              "fraction of random labels is " + fraction + "; expected a number from 0 to 1");
    }
    assertThatThrownBy(() -> new NoisyLabels(new DigitsSource(), 0.3, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "random labels for digits: it has no published test set, expected one with clean queries");
    assertThatThrownBy(() -> new NoisyLabels(new Clean(OptionalInt.of(TRAIN), 0), 0.3, 1).load())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("random labels for clean: it is a regression data set, without classes");
  }
}
