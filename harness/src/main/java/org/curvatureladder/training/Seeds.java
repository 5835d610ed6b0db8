package org.curvatureladder.training;

import java.nio.charset.StandardCharsets;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Seeds as a pure hash, so that any training can be repeated alone, in any order, on any thread.
 *
 * <p>The hash absorbs one 64-bit word x after the other into its state h by h = F((h ^ x) + phi),
 * with F the finaliser of SplitMix64 (Steele, Lea and Flood 2014; constants of Stafford's variant
 * 13) and phi = 0x9e3779b97f4a7c15. Strings are absorbed as their length in UTF-8 bytes and then
 * byte by byte.
 */
public final class Seeds {
  private static final long PHI = 0x9e3779b97f4a7c15L;

  private Seeds() {}

  /**
   * The seed of one use of randomness.
   *
   * @param base the recipe's base seed
   * @param role what the randomness is for, for instance "init" or "order"
   * @param setup name of the setup
   * @param mask number of the subset mask; -1 for the full training set, say
   * @param repeat number of the repetition
   */
  public static long derive(long base, String role, String setup, int mask, int repeat) {
    long h = absorb(0, base);
    h = absorb(h, role);
    h = absorb(h, setup);
    h = absorb(h, mask);
    return absorb(h, repeat);
  }

  /** The seed of step {@code index} of a sequence, for instance an epoch of a training. */
  public static long derive(long seed, int index) {
    return absorb(absorb(0, seed), index);
  }

  /**
   * xoshiro256++ (Blackman and Vigna 2019) with its four state words from SplitMix64 started at the
   * seed; the expansion is ours so that it does not change with the library.
   */
  public static UniformRandomProvider generator(long seed) {
    long[] state = new long[4];
    for (int i = 0; i < state.length; i++) {
      state[i] = finish(seed + (i + 1) * PHI);
    }
    return RandomSource.XO_SHI_RO_256_PP.create(state);
  }

  private static long absorb(long h, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long mixed = absorb(h, bytes.length);
    for (byte b : bytes) {
      mixed = absorb(mixed, b);
    }
    return mixed;
  }

  private static long absorb(long h, long x) {
    return finish((h ^ x) + PHI);
  }

  private static long finish(long h) {
    long z = (h ^ (h >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
