package org.curvatureladder.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program under bad luck, in JVMs of its own. What it leaves must equal an undisturbed run, and
 * no retraining that is on the disk may be repeated.
 *
 * <p>The long drill, 100 random kills, and the plan's estimate against the clock: {@code mvn test
 * -P-pytorch-oracle -Dtests.excluded= -Dtest=EnduranceTest,PlanAccuracyTest
 * -Dsurefire.failIfNoSpecifiedTests=false}, with {@code -Ddrill.kills=10} for fewer kills.
 */
class EnduranceTest {
  private static final int MASKS = 120;
  private static final int REPEATS = 3;
  private static final int RETRAININGS = MASKS * REPEATS;
  private static final int EPOCHS = 1000;

  @TempDir static Path undisturbed;
  private static String expected;

  @TempDir Path folder;
  private Drill drill;
  private final List<ForkedRun> forked = new ArrayList<>();

  @BeforeAll
  static void runUndisturbed() throws IOException {
    Drill drill = new Drill(undisturbed, MASKS, REPEATS, EPOCHS);
    drill.run(undisturbed).succeeds();
    expected = drill.outcome(undisturbed);
  }

  @BeforeEach
  void setUp() throws IOException {
    drill = new Drill(folder, MASKS, REPEATS, EPOCHS);
  }

  private void assertUndisturbed(Path out) throws IOException {
    assertThat(drill.stored(out)).as("no finished retraining repeated").isEqualTo(RETRAININGS);
    assertThat(drill.outcome(out)).isEqualTo(expected);
  }

  private ForkedRun fork(Path out, String... more) throws IOException {
    return fork(drill, out, more);
  }

  private ForkedRun fork(Drill of, Path out, String... more) throws IOException {
    ForkedRun run =
        ForkedRun.start(folder, ForkedRun.command(List.of(), of.arguments("run", out, more)));
    forked.add(run);
    return run;
  }

  @AfterEach
  void leaveNothingRunning() throws InterruptedException {
    for (ForkedRun run : forked) {
      run.kill();
    }
  }

  @Test
  void killedAtRandomPointsAndRunAgain() throws Exception {
    killAtRandomPoints(4, new Random(5));
  }

  @Test
  @Tag("slow")
  void killedManyTimesAtRandomPoints() throws Exception {
    killAtRandomPoints(Integer.getInteger("drill.kills", 100), new Random());
  }

  /** Kills runs of one folder until one of them gets through, then goes on in the next folder. */
  private void killAtRandomPoints(int kills, Random random) throws Exception {
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
      assertUndisturbed(out);
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
    Drill longer = new Drill(folder, MASKS, REPEATS, 10 * EPOCHS);
    Path out = folder.resolve("terminated");
    ForkedRun run = fork(longer, out, "--threads", "1");
    while (longer.parts(out).isEmpty()) {
      assertThat(run.endsWithin(20)).as("ended too early: %s", run.log()).isFalse();
    }
    run.terminate();
    assertThat(run.exitCode()).as(run.log()).isEqualTo(143);
    MatchResult said =
        Pattern.compile("setup 1x3: (\\d+) retrainings in")
            .matcher(run.log())
            .results()
            .findFirst()
            .orElseThrow(() -> new AssertionError("it did not say what it kept"));
    assertThat(run.log()).doesNotContain("defect", "\tat ");
    int stored = longer.stored(out);
    assertThat(stored).as(run.log()).isBetween(1, RETRAININGS - 1);
    assertThat(stored).isEqualTo(Integer.parseInt(said.group(1)));
    assertThat(longer.study(out).measurements().finished(longer.plan(out))).hasSize(stored);
  }

  @Test
  void twoProcessesOnOnePlanDoNoHarm() throws Exception {
    Path out = folder.resolve("both");
    ForkedRun one = fork(out);
    ForkedRun other = fork(out);
    one.succeeds();
    other.succeeds();
    assertThat(drill.stored(out)).isBetween(RETRAININGS, 2 * RETRAININGS);
    assertThat(drill.outcome(out)).isEqualTo(expected);
  }

  /**
   * After a clock was set back, everything on the disk is from the future. The program reads the
   * clock for environment.json alone, and orders nothing by the age of files.
   */
  @Test
  void aClockSetBackMovesNothing() throws Exception {
    Path out = folder.resolve("future");
    fork(out, "--shard", "1/2").succeeds();
    FileTime future = FileTime.from(Instant.now().plus(Duration.ofDays(400)));
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, future);
      }
    }
    ForkedRun second = fork(out);
    second.succeeds();
    assertFound(second.log(), RETRAININGS / 2);
    assertUndisturbed(out);
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
    assertUndisturbed(out);
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
    // Which file meets the full disk first depends on how fast the machine retrains.
    assertThat(errors.get(0)).contains("cannot write", "No space left");
    int stored =
        second.lines().filter(line -> line.startsWith("part-")).mapToInt(Drill::stored).sum();
    assertThat(stored).as(log).isLessThanOrEqualTo(RETRAININGS);
    assertFound(second, stored);
    assertUndisturbed(kept);
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
    Drill small = new Drill(folder, 12, 3, 20);
    Path out = folder.resolve("damaged");
    for (String shard : List.of("1/3", "3/3", "2/3")) {
      small.run(out, "--shard", shard).succeeds();
    }
    String outcome = small.outcome(out);
    List<Path> parts = small.parts(out);
    byte[] flipped = Files.readAllBytes(parts.get(0));
    flipped[flipped.length / 3] ^= 4;
    Files.write(parts.get(0), flipped);
    byte[] whole = Files.readAllBytes(parts.get(1));
    Files.write(parts.get(1), Arrays.copyOf(whole, whole.length / 2));
    for (Path part : parts.subList(0, 2)) {
      int lost = Drill.stored(part.getFileName().toString());
      small
          .run(out)
          .failsInOneLine(
              1, part.toString(), "is damaged", "its " + lost + " retrainings will be repeated");
      Files.delete(part);
    }
    small.run(out).succeeds();
    assertThat(small.stored(out)).isEqualTo(36);
    assertThat(small.outcome(out)).isEqualTo(outcome);
  }
}
