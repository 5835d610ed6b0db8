package org.curvatureladder.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IterationMethodTest {

  @Test
  void whatIsWrittenIsRead() {
    IterationMethod method = new IterationMethod("ASTRA above 1e-2", 200);
    assertThat(method.toString()).isEqualTo("ASTRA above 1e-2@200");
    assertThat(IterationMethod.parse(method.toString())).contains(method);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ASTRA", "ASTRA@", "@5", "ASTRA@x", "ASTRA@200 - SNI"})
  void otherMethodsHaveNoIteration(String text) {
    assertThat(IterationMethod.parse(text)).isEmpty();
  }
}
