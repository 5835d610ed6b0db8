package org.curvatureladder.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program under bad luck, in JVMs of its own. What it leaves must equal an undisturbed run, and
 * no retraining that is on the disk may be repeated.
 *
 * <p>The long drill, 100 random kills: {@code mvn test -Dtests.excluded= -Dtest=EnduranceTest
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class EnduranceTest {
  private static final int MASKS = 120;
  private static final int REPEATS = 3;
  private static final int RETRAININGS = MASKS * REPEATS;
  private static final int EPOCHS = 3000;

  @TempDir Path folder;
  private Drill drill;

  @BeforeEach
  void setUp() throws IOException {
    drill = new Drill(folder, MASKS, REPEATS, EPOCHS);
  }

  private String undisturbed() throws IOException {
    Path out = folder.resolve("undisturbed");
    drill.run(out).succeeds();
    assertThat(drill.stored(out)).isEqualTo(RETRAININGS);
    return drill.outcome(out);
  }

  private ForkedRun fork(Path out, String... more) throws IOException {
    return ForkedRun.start(folder, ForkedRun.command(List.of(), drill.arguments("run", out, more)));
  }

  @Test
  void killedAtRandomPointsAndRunAgain() throws Exception {
    killAtRandomPoints(4, 5);
  }

  @Test
  @Tag("slow")
  void killedAHundredTimesAtRandomPoints() throws Exception {
    killAtRandomPoints(100, System.nanoTime());
  }

  /** Kills runs of one folder until one of them gets through, then goes on in the next folder. */
  private void killAtRandomPoints(int kills, long seed) throws Exception {
    Random random = new Random(seed);
    String expected = undisturbed();
    long longest = millisOfAWholeRun();
    int killed = 0;
    for (int round = 0; killed < kills; round++) {
      Path out = folder.resolve("killed" + round);
      boolean through = false;
      while (!through) {
        int before = drill.stored(out);
        ForkedRun run = fork(out);
        if (killed < kills && !run.endsWithin(random.nextLong(longest))) {
          run.kill();
          killed++;
        } else {
          run.succeeds();
          through = true;
        }
        assertFound(run.log(), before);
      }
      assertThat(drill.stored(out)).as("no finished retraining repeated").isEqualTo(RETRAININGS);
      assertThat(drill.outcome(out)).as("seed %d", seed).isEqualTo(expected);
    }
  }

  private long millisOfAWholeRun() throws Exception {
    long start = System.nanoTime();
    fork(folder.resolve("whole")).succeeds();
    return (System.nanoTime() - start) / 1_000_000;
  }

  /** The first count in the log, if it got so far, is of what was on the disk before. */
  private static void assertFound(String log, int stored) {
    Pattern.compile("(\\d+) of (\\d+) retrainings found finished")
        .matcher(log)
        .results()
        .findFirst()
        .ifPresent(
            found -> {
              assertThat(found.group(1)).as(log).isEqualTo(Integer.toString(stored));
              assertThat(found.group(2)).isEqualTo(Integer.toString(RETRAININGS));
            });
  }

  @Test
  void aTerminatedRunKeepsWhatIsFinished() throws Exception {
    Path out = folder.resolve("terminated");
    ForkedRun run = fork(out);
    while (drill.parts(out).isEmpty()) {
      assertThat(run.endsWithin(20)).as("ended too early: %s", run.log()).isFalse();
    }
    run.terminate();
    assertThat(run.exitCode()).as(run.log()).isEqualTo(143);
    MatchResult said =
        Pattern.compile("setup 1x3: (\\d+) retrainings in")
            .matcher(run.log())
            .results()
            .findFirst()
            .orElseThrow(() -> new AssertionError("nothing said"));
    int stored = drill.stored(out);
    assertThat(stored).as(run.log()).isEqualTo(Integer.parseInt(said.group(1)));
    assertThat(stored).isBetween(1, RETRAININGS - 1);
    assertThat(run.log()).doesNotContain("defect", "\tat ");
    ForkedRun last = fork(out);
    last.succeeds();
    assertFound(last.log(), stored);
    assertThat(drill.stored(out)).isEqualTo(RETRAININGS);
    assertThat(drill.outcome(out)).isEqualTo(undisturbed());
  }

  @Test
  void twoProcessesOnOnePlanDoNoHarm() throws Exception {
    Path out = folder.resolve("both");
    ForkedRun one = fork(out);
    ForkedRun other = fork(out);
    one.succeeds();
    other.succeeds();
    assertThat(drill.stored(out)).isBetween(RETRAININGS, 2 * RETRAININGS);
    assertThat(drill.outcome(out)).isEqualTo(undisturbed());
  }

  @Test
  void shardsInProcessesOfTheirOwnMergeByThemselves() throws Exception {
    Path out = folder.resolve("shards");
    ForkedRun one = fork(out, "--shard", "2/2", "--threads", "1");
    ForkedRun other = fork(out, "--shard", "1/2", "--threads", "1");
    one.succeeds();
    other.succeeds();
    assertThat(drill.stored(out)).isEqualTo(RETRAININGS);
    drill.run(out).succeeds();
    assertThat(drill.stored(out)).isEqualTo(RETRAININGS);
    assertThat(drill.outcome(out)).isEqualTo(undisturbed());
  }

  /** A file system of its own, too small for the run, then given room. Needs user namespaces. */
  @Test
  void aFullDiskEndsTheRunInOneLineAndRoomLetsItGoOn() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    String mount = "mount -t tmpfs -o size=160k tmpfs " + disk;
    assumeTrue(works(List.of("unshare", "-rm", "sh", "-c", mount)), "needs unshare and tmpfs");
    Path out = disk.resolve("runs");
    String run = quoted(ForkedRun.command(List.of(), drill.arguments("run", out)));
    Path kept = folder.resolve("kept");
    String script =
        String.join(
            "; ",
            mount,
            run,
            "echo first run: $?",
            "ls " + out + "/ground-truth/*",
            "mount -o remount,size=20m " + disk,
            run,
            "echo second run: $?",
            "cp -r " + out + " " + kept);
    ForkedRun shell = ForkedRun.start(folder, List.of("unshare", "-rm", "sh", "-c", script));
    shell.succeeds();
    String log = shell.log();
    assertThat(log).contains("first run: 1", "second run: 0").doesNotContain("\tat ");
    String first = log.substring(0, log.indexOf("first run"));
    String second = log.substring(first.length());
    List<String> errors = first.lines().filter(line -> line.startsWith("error: ")).toList();
    assertThat(errors).as(log).hasSize(1);
    assertThat(errors.get(0)).contains("cannot write a part in", "No space left");
    int stored =
        second.lines().filter(line -> line.startsWith("part-")).mapToInt(Drill::stored).sum();
    assertThat(stored).as(log).isBetween(1, RETRAININGS - 1);
    assertFound(second, stored);
    assertThat(drill.stored(kept)).isEqualTo(RETRAININGS);
    assertThat(drill.outcome(kept)).isEqualTo(undisturbed());
  }

  private static boolean works(List<String> command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String quoted(List<String> command) {
    return String.join(" ", command.stream().map(word -> "'" + word + "'").toList());
  }

  @Test
  void aDamagedPartIsNamedAndOnlyItsRetrainingsAreRepeated() throws Exception {
    Path out = folder.resolve("damaged");
    for (String shard : List.of("1/3", "3/3", "2/3")) {
      drill.run(out, "--shard", shard).succeeds();
    }
    String expected = drill.outcome(out);
    List<Path> parts = drill.parts(out);
    assertThat(parts).hasSizeGreaterThanOrEqualTo(3);
    for (int k = 0; k < 2; k++) {
      Path part = parts.get(k);
      byte[] bytes = Files.readAllBytes(part);
      if (k == 0) {
        bytes[bytes.length / 3] ^= 4;
        Files.write(part, bytes);
      } else {
        Files.write(part, Arrays.copyOf(bytes, bytes.length / 2));
      }
      int lost = Drill.stored(part.getFileName().toString());
      drill
          .run(out)
          .failsInOneLine(
              1, part.toString(), "is damaged", "its " + lost + " retrainings will be repeated");
      Files.delete(part);
      drill.run(out).succeeds();
      assertThat(drill.stored(out)).isEqualTo(RETRAININGS);
      assertThat(drill.outcome(out)).isEqualTo(expected);
    }
  }
}
