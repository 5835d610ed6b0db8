package org.curvatureladder.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FingerprintTest {

  @Test
  void bytesGiveThePublishedSha256() {
    byte[] abc = "xabcx".getBytes(StandardCharsets.US_ASCII);
    assertThat(new Fingerprint().addBytes(abc, 1, 3).hex())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void longInputsDoNotDependOnTheBuffer() {
    Fingerprint typed = new Fingerprint();
    java.nio.ByteBuffer raw = java.nio.ByteBuffer.allocate(8 * 5000);
    for (int i = 0; i < 5000; i++) {
      typed.add(Math.sqrt(i));
      raw.putDouble(Math.sqrt(i));
    }
    assertThat(typed.hex())
        .isEqualTo(new Fingerprint().addBytes(raw.array(), 0, raw.capacity()).hex());
  }

  @Test
  void sequencesDoNotRunTogether() {
    assertThat(new Fingerprint().add("ab").add("c").hex())
        .isNotEqualTo(new Fingerprint().add("a").add("bc").hex());
    assertThat(new Fingerprint().add(0.0).hex()).isNotEqualTo(new Fingerprint().add(-0.0).hex());
    assertThat(new Fingerprint().add(new int[] {1}).add(new int[] {2}).hex())
        .isNotEqualTo(new Fingerprint().add(new int[] {1, 2}).add(new int[0]).hex());
  }
}
