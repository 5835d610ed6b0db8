package org.curvatureladder.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.curvatureladder.data.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
  @Test
  void countsFromOneOnTheCommandLine() {
    assertThat(Shard.parse("1/1")).isEqualTo(Shard.WHOLE);
    assertThat(Shard.parse("3/4")).isEqualTo(new Shard(2, 4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0/4", "5/4", "-1/4", "1", "1/", "/4", "1/4/2", "a/b", "1/0", "1.5/4", ""})
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> Shard.parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "--shard " + text + "; expected i/n with 1 <= i <= n, for instance --shard 1/4");
  }
}
