package org.curvatureladder.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Measurements and results have the same bits however they were computed. */
class EqualBitsTest {
  private static final int RETRAININGS = 36;

  @TempDir Path folder;
  private Drill drill;
  private String expected;

  @BeforeEach
  void setUp() throws IOException {
    drill = new Drill(folder, 12, 3, 20);
    Path out = folder.resolve("expected");
    drill.run(out, "--threads", "1").succeeds();
    expected = drill.outcome(out);
  }

  private void assertAsExpected(Path out) throws IOException {
    assertThat(drill.stored(out)).as("no retraining repeated").isEqualTo(RETRAININGS);
    assertThat(drill.outcome(out)).isEqualTo(expected);
  }

  private void shard(Path out, String shard, String threads, boolean last) {
    CommandLineRun run = drill.run(out, "--shard", shard, "--threads", threads).succeeds();
    assertThat(run.out().contains("other shards still have retrainings to do")).isEqualTo(!last);
  }

  @Test
  void onTwoThreads() throws IOException {
    Path out = folder.resolve("two");
    drill.run(out, "--threads", "2").succeeds();
    assertAsExpected(out);
  }

  @Test
  void inShardsInAnyOrderAndTwice() throws IOException {
    Path out = folder.resolve("shards");
    shard(out, "3/4", "2", false);
    shard(out, "1/4", "1", false);
    shard(out, "3/4", "1", false);
    assertThat(drill.stored(out)).as("a shard run twice").isEqualTo(RETRAININGS / 2);
    shard(out, "4/4", "2", false);
    shard(out, "2/4", "1", true);
    assertAsExpected(out);
    shard(out, "3/4", "2", true);
    assertAsExpected(out);
  }

  @Test
  void inShardsOfOtherCounts() throws IOException {
    Path out = folder.resolve("other");
    shard(out, "1/2", "2", false);
    shard(out, "2/3", "2", false);
    drill.run(out).succeeds();
    assertAsExpected(out);
  }

  @Test
  void grownFromASmallerRunOfTheSameSetup() throws IOException {
    Path out = folder.resolve("grown");
    new Drill(folder, 5, 1, 20).run(out).succeeds();
    assertThat(drill.stored(out)).isEqualTo(5);
    new Drill(folder, 12, 2, 20).run(out, "--set", "damping=[1]").succeeds();
    assertThat(drill.stored(out)).isEqualTo(24);
    drill.run(out).succeeds();
    assertAsExpected(out);
  }

  @Test
  void startedAnewByForce() throws IOException {
    Path out = folder.resolve("forced");
    drill.run(out, "--threads", "2").succeeds();
    drill.run(out, "--threads", "1", "--force").succeeds();
    assertAsExpected(out);
    drill
        .run(out, "--force", "--shard", "1/2")
        .failsInOneLine(2, "--force with --shard", "other shards");
  }

  /** Options that a machine does not know are ignored: one more run that must have equal bits. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--add-modules=jdk.incubator.vector -XX:UseAVX=2",
        "--add-modules=jdk.incubator.vector -XX:TieredStopAtLevel=1",
        "-Xshare:auto" // without the Vector API: the scalar twin
      })
  void inAJvmWithOtherOptions(String options) throws Exception {
    Path out = folder.resolve("jvm");
    List<String> jvm =
        Stream.concat(Stream.of("-XX:+IgnoreUnrecognizedVMOptions"), Stream.of(options.split(" ")))
            .toList();
    ForkedRun.start(folder, ForkedRun.command(jvm, drill.arguments("run", out))).succeeds();
    assertAsExpected(out);
  }
}
