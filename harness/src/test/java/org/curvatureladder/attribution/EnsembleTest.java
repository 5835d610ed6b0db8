package org.curvatureladder.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.curvatureladder.data.InvalidInputException;
import org.junit.jupiter.api.Test;

class EnsembleTest {

  @Test
  void scoresAreTheMeanOfTheMembers() {
    Ensemble ensemble = new Ensemble(List.of(fixed(0.1, 1, 2, 3, 4), fixed(0.1, 3, 0, -3, 5)));
    ScoreMatrix mean = ensemble.scores();
    assertThat(mean.values()).containsExactly(2, 1, 0, 4.5);
    assertThat(mean.method()).isEqualTo("fixed, 2 models").isEqualTo(ensemble.name());
    assertThat(mean.damping()).hasValue(0.1);
    assertThat(mean.get(1, 0)).isZero();
  }

  @Test
  void dampingIsLeftOutWhereMembersDiffer() {
    Ensemble ensemble = new Ensemble(List.of(fixed(0.1, 1, 2), fixed(0.2, 3, 4)));
    assertThat(ensemble.scores().damping()).isEmpty();
  }

  @Test
  void membersMustBeOfOneMethodAndSize() {
    assertThatThrownBy(() -> new Ensemble(List.of())).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Ensemble.average(Stream.empty()))
        .isInstanceOf(InvalidInputException.class);
    Ensemble sizes = new Ensemble(List.of(fixed(0.1, 1, 2), fixed(0.1, 1, 2, 3, 4)));
    assertThatThrownBy(sizes::scores)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("2 x 2");
    assertThatThrownBy(
            () ->
                Ensemble.average(
                    Stream.of(
                        fixed(0.1, 1, 2).scores(),
                        new ScoreMatrix("other", OptionalDouble.empty(), 1, 2, new double[2]))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("other");
  }

  /** Scores of two queries. */
  private static Attributor fixed(double damping, double... values) {
    return new Attributor() {
      @Override
      public String name() {
        return "fixed";
      }

      @Override
      public ScoreMatrix scores() {
        return new ScoreMatrix(name(), OptionalDouble.of(damping), values.length / 2, 2, values);
      }
    };
  }
}
