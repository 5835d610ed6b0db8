package org.curvatureladder.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DigitsSourceTest {

  @Test
  void digitsAreThoseOfScikitLearn() {
    Dataset digits = new DigitsSource().load();
    assertThat(digits.name()).isEqualTo("digits");
    assertThat(digits.count()).isEqualTo(1797);
    assertThat(digits.featureCount()).isEqualTo(64);
    assertThat(digits.classCount()).isEqualTo(10);
    assertThat(Arrays.stream(digits.features()).sum()).isEqualTo(561_718);
    int[] perClass = new int[10];
    for (int n = 0; n < digits.count(); n++) {
      perClass[digits.label(n)]++;
    }
    // As np.bincount(load_digits().target) gives them.
    assertThat(perClass).containsExactly(178, 182, 177, 183, 181, 182, 181, 179, 174, 180);
    assertThat(Arrays.copyOf(digits.features(), 8)).containsExactly(0, 0, 5, 13, 9, 1, 0, 0);
    assertThat(digits.label(0)).isZero();
    assertThat(digits.label(1796)).isEqualTo(8);
  }

  @Test
  void aChangedByteIsNoticed() throws IOException {
    byte[] bytes;
    try (InputStream in = DigitsSource.class.getResourceAsStream(DigitsSource.RESOURCE)) {
      bytes = in.readAllBytes();
    }
    bytes[bytes.length / 2] ^= 1;
    assertThatThrownBy(() -> new DigitsSource().read(bytes))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageMatching("digits.csv.gz is damaged: SHA-256 [0-9a-f]{64}, expected 46abec.*");
  }
}
