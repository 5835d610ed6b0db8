package org.curvatureladder.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.curvatureladder.data.DamagedDataException;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.kernel.KernelBackend;
import org.curvatureladder.net.Measurement;
import org.curvatureladder.retraining.GroundTruth;
import org.curvatureladder.retraining.Measurements;
import org.curvatureladder.retraining.ProgressListener;
import org.curvatureladder.retraining.Retrainer;
import org.curvatureladder.retraining.RetrainingPlan;
import org.curvatureladder.retraining.RetrainingTask;
import org.curvatureladder.retraining.Toy;
import org.curvatureladder.training.Checkpoint.Status;
import org.curvatureladder.training.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasurementStoreTest {
  private final Toy toy = new Toy(true);
  private final RetrainingPlan plan = toy.plan();

  @TempDir Path root;

  /** Runs what is missing of some tasks and returns what was run. */
  private List<RetrainingTask> run(Path folder, List<RetrainingTask> tasks, int threads) {
    return run(folder, plan, tasks, threads);
  }

  private List<RetrainingTask> run(
      Path folder, RetrainingPlan plan, List<RetrainingTask> tasks, int threads) {
    MeasurementStore store = new MeasurementStore(folder);
    List<RetrainingTask> ran = Collections.synchronizedList(new ArrayList<>());
    try (PartWriter writer = store.writer(plan)) {
      toy.retrainer()
          .run(
              plan,
              tasks,
              store.finished(plan),
              threads,
              measurements -> {
                writer.accept(measurements);
                ran.add(measurements.task());
              },
              ProgressListener.SILENT);
    }
    return ran;
  }

  private String digest(Path folder) {
    return new MeasurementStore(folder).measurementsDigest(plan);
  }

  private List<Path> parts(Path folder) {
    try (Stream<Path> files = Files.list(new MeasurementStore(folder).folder(plan))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void whatIsReadIsWhatWasMeasured() {
    List<Measurements> measured = new ArrayList<>();
    toy.retrainer().run(plan, plan.tasks(), Set.of(), 1, measured::add, ProgressListener.SILENT);
    run(root, plan.tasks(), 2);
    MeasurementStore store = new MeasurementStore(root);
    GroundTruth loss = store.groundTruth(plan, 0.7, 5, Measurement.LOSS);
    GroundTruth margin = store.groundTruth(plan, 0.7, 5, Measurement.MARGIN);
    loss.requireDesign(plan.design(0.7));
    assertThat(loss.values()).hasDimensions(4, 3);
    assertThat(loss.divergedCount()).isZero();
    int compared = 0;
    for (Measurements m : measured) {
      RetrainingTask task = m.task();
      if (task.alpha() == 0.7) {
        assertThat(loss.values()[task.mask()][task.repeat()]).isEqualTo(m.loss()[1]);
        assertThat(margin.values()[task.mask()][task.repeat()]).isEqualTo(m.margin()[1]);
        compared++;
      }
    }
    assertThat(compared).isEqualTo(12);
  }

  @Test
  void oneThreadEqualsManyAndHowRowsAreSpreadOverPartsDoesNotMatter() {
    run(root.resolve("one"), plan.tasks(), 1);
    for (int shard = 0; shard < 3; shard++) {
      run(root.resolve("many"), plan.tasks(shard, 3), 2);
    }
    assertThat(parts(root.resolve("one"))).hasSize(1);
    assertThat(parts(root.resolve("many"))).hasSize(3);
    assertThat(digest(root.resolve("many"))).isEqualTo(digest(root.resolve("one")));
  }

  @Test
  void theRealTrainerGivesTheSameDigestOnOneAndTwoThreads() {
    Trainer trainer = new Trainer(toy.architecture(), Toy.RECIPE, KernelBackend.best());
    Set<String> digests = new HashSet<>();
    for (int threads : new int[] {1, 2}) {
      MeasurementStore store = new MeasurementStore(root.resolve("threads" + threads));
      try (PartWriter writer = store.writer(plan)) {
        toy.retrainer(trainer::train)
            .run(plan, plan.tasks(), Set.of(), threads, writer, ProgressListener.SILENT);
      }
      assertThat(store.groundTruth(plan, 0.5, 5, Measurement.LOSS).divergedCount()).isZero();
      digests.add(store.measurementsDigest(plan));
    }
    assertThat(digests).hasSize(1);
  }

  @Test
  void theDigestSeesEveryBit() {
    Set<String> digests = new HashSet<>();
    for (int variant = 0; variant < 5; variant++) {
      Path folder = root.resolve("v" + variant);
      double loss = variant == 1 ? Math.nextUp(1.0) : 1.0;
      double margin = variant == 2 ? -0.0 : variant == 3 ? Double.NaN : 0.0;
      Status status = variant == 4 ? Status.DIVERGED : Status.FINISHED;
      try (PartWriter writer = new MeasurementStore(folder).writer(plan)) {
        writer.accept(constant(plan.tasks().get(0), loss, margin, status));
      }
      digests.add(digest(folder));
    }
    assertThat(digests).hasSize(5);
  }

  private Measurements constant(RetrainingTask task, double loss, double margin, Status status) {
    double[][] losses = new double[2][plan.queries()];
    double[][] margins = new double[2][plan.queries()];
    for (int c = 0; c < 2; c++) {
      Arrays.fill(losses[c], loss);
      Arrays.fill(margins[c], margin);
    }
    return new Measurements(task, plan.checkpoints(), losses, margins, List.of(status, status));
  }

  @Test
  void divergedRetrainingsComeBackAsDiverged() {
    try (PartWriter writer = new MeasurementStore(root).writer(plan)) {
      for (RetrainingTask task : plan.tasks()) {
        boolean diverged = task.mask() == 1 && task.repeat() == 2;
        double value = diverged ? Double.NaN : 2.5;
        writer.accept(
            constant(task, value, Double.NaN, diverged ? Status.DIVERGED : Status.FINISHED));
      }
    }
    MeasurementStore store = new MeasurementStore(root);
    GroundTruth loss = store.groundTruth(plan, 0.5, 1, Measurement.LOSS);
    assertThat(loss.divergedCount()).isEqualTo(1);
    assertThat(loss.diverged()[1]).containsExactly(false, false, true);
    assertThat(loss.values()[1][2]).containsOnly(Double.NaN);
    assertThat(loss.mean()[1]).containsOnly(2.5);
    assertThat(store.groundTruth(plan, 0.5, 1, Measurement.MARGIN).values()[0][0])
        .containsOnly(Double.NaN);
  }

  @Test
  void theAbsoluteErrorFollowsFromTheStoredLoss() {
    try (PartWriter writer = new MeasurementStore(root).writer(plan)) {
      for (RetrainingTask task : plan.tasks()) {
        writer.accept(constant(task, 0.5 * 3 * 3, Double.NaN, Status.FINISHED));
      }
    }
    GroundTruth error =
        new MeasurementStore(root).groundTruth(plan, 0.5, 1, Measurement.ABSOLUTE_ERROR);
    assertThat(error.values()[0][0]).containsOnly(3.0);
    assertThat(error.measurement()).isEqualTo(Measurement.ABSOLUTE_ERROR);
  }

  @Test
  void partsAreLongTablesWithNullForUndefinedValues() throws SQLException {
    try (PartWriter writer = new MeasurementStore(root).writer(plan)) {
      writer.accept(constant(plan.tasks().get(1), 2.5, Double.NaN, Status.FINISHED));
      writer.accept(constant(plan.tasks().get(0), Double.NaN, Double.NaN, Status.DIVERGED));
    }
    List<String> rows = new ArrayList<>();
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = database.createStatement();
        ResultSet result =
            sql.executeQuery(
                "SELECT DISTINCT t FROM read_parquet('%s') t WHERE query = 4 ORDER BY t"
                    .formatted(parts(root).get(0)))) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    String row =
        "{'setup': 1x4, 'alpha': 0.5, 'mask': %d, 'repeat': 0, 'checkpoint': %d, 'query': 4,"
            + " 'loss': %s, 'margin': NULL, 'status': %s}";
    assertThat(rows)
        .containsExactly(
            row.formatted(0, 1, "NULL", "DIVERGED"),
            row.formatted(0, 5, "NULL", "DIVERGED"),
            row.formatted(1, 1, "2.5", "FINISHED"),
            row.formatted(1, 5, "2.5", "FINISHED"));
  }

  @Test
  void aSinkThatIsAbandonedLosesOnlyWhatWasNotWritten() {
    Path whole = root.resolve("whole");
    run(whole, plan.tasks(), 2);
    Path folder = root.resolve("resumed");
    run(folder, plan.tasks().subList(0, 9), 2);
    List<Measurements> next = new ArrayList<>();
    toy.retrainer()
        .run(plan, plan.tasks().subList(9, 10), Set.of(), 1, next::add, ProgressListener.SILENT);
    new MeasurementStore(folder).writer(plan).accept(next.get(0));
    // Nobody closes that writer: its measurements may never reach a part.
    List<RetrainingTask> ran = run(folder, plan.tasks(), 2);
    assertThat(ran)
        .doesNotContainAnyElementsOf(plan.tasks().subList(0, 9))
        .containsAll(plan.tasks().subList(10, plan.taskCount()));
    assertThat(digest(folder)).isEqualTo(digest(whole));
    assertThat(run(folder, plan.tasks(), 2)).isEmpty();
  }

  @Test
  void aKilledProcessIsResumedWithoutRepeatingFinishedWork() throws Exception {
    Path folder = root.resolve("killed");
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                HaltedRun.class.getName(),
                folder.toString())
            .inheritIO()
            .start();
    assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).isEqualTo(137);
    Set<RetrainingTask> finished = new MeasurementStore(folder).finished(plan);
    assertThat(finished).hasSizeBetween(1, 9);
    List<RetrainingTask> ran = run(folder, plan.tasks(), 2);
    assertThat(ran)
        .hasSize(plan.taskCount() - finished.size())
        .doesNotContainAnyElementsOf(finished);
    run(root.resolve("whole"), plan.tasks(), 2);
    assertThat(digest(folder)).isEqualTo(digest(root.resolve("whole")));
  }

  @Test
  void aTruncatedOrChangedPartIsRefusedByName() throws IOException {
    run(root, plan.tasks(), 1);
    Path part = parts(root).get(0);
    byte[] good = Files.readAllBytes(part);
    byte[] flipped = good.clone();
    flipped[good.length / 2] ^= 1;
    for (byte[] bad : List.of(Arrays.copyOf(good, good.length - 1), new byte[0], flipped)) {
      Files.write(part, bad);
      MeasurementStore store = new MeasurementStore(root);
      String message =
          part
              + " is damaged: its content does not match the hash in its name; delete it and run"
              + " again, its 24 retrainings will be repeated";
      assertThatThrownBy(() -> store.finished(plan))
          .isInstanceOf(DamagedDataException.class)
          .hasMessage(message);
      assertThatThrownBy(() -> store.groundTruth(plan, 0.5, 1, Measurement.LOSS))
          .isInstanceOf(DamagedDataException.class);
      assertThatThrownBy(() -> store.measurementsDigest(plan))
          .isInstanceOf(DamagedDataException.class);
    }
    Files.delete(part);
    assertThat(run(root, plan.tasks(), 2)).hasSize(24);
    assertThat(Files.readAllBytes(part)).isEqualTo(good);
  }

  @Test
  void aRenamedPartIsRefused() throws IOException {
    run(root, plan.tasks(), 1);
    Path part = parts(root).get(0);
    Files.move(part, part.resolveSibling("part-mine.parquet"));
    assertThatThrownBy(() -> new MeasurementStore(root).finished(plan))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageContaining("part-mine.parquet has been renamed");
  }

  @Test
  void partsOfAnotherIdentityAreRefused() throws IOException {
    run(root, plan.tasks(), 1);
    RetrainingPlan otherSeed = toy.plan(4, 3, 12);
    MeasurementStore store = new MeasurementStore(root);
    assertThat(store.finished(otherSeed)).isEmpty();
    Path strayed = parts(root).get(0);
    Path part = store.folder(otherSeed).resolve(strayed.getFileName());
    Files.createDirectories(store.folder(otherSeed));
    Files.move(strayed, part);
    String message =
        part
            + " holds other retrainings (another setup, network, training, data or seed); expected identity "
            + otherSeed.identity().substring(0, 12)
            + "; move it away or delete it";
    assertThatThrownBy(() -> store.finished(otherSeed))
        .isInstanceOf(DamagedDataException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> store.groundTruth(otherSeed, 0.5, 1, Measurement.LOSS))
        .isInstanceOf(DamagedDataException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> store.measurementsDigest(otherSeed))
        .isInstanceOf(DamagedDataException.class)
        .hasMessage(message);
  }

  @Test
  void whatAKilledRunLeftBehindIsIgnoredAndSwept() throws Exception {
    run(root, plan.tasks().subList(0, 3), 1);
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    String uuid = java.util.UUID.randomUUID().toString();
    Path parts = new MeasurementStore(root).folder(plan);
    Path dead = parts.resolve(".part." + gone.pid() + "-" + uuid + ".tmp");
    long alive = ProcessHandle.current().pid();
    Path live = parts.resolve(".part." + alive + "-" + uuid + ".tmp");
    for (Path file : List.of(dead, live)) {
      Files.writeString(file, "half a file");
    }
    assertThat(new MeasurementStore(root).finished(plan)).hasSize(3);
    assertThat(dead).exists();
    new MeasurementStore(root).writer(plan).close();
    assertThat(dead).doesNotExist();
    assertThat(live).as("another run may be writing it").exists();
  }

  @Test
  void twoStoresInOneFolderDoNoHarm() throws Exception {
    Thread other = new Thread(() -> run(root.resolve("both"), plan.tasks(), 1));
    other.start();
    run(root.resolve("both"), plan.tasks(), 1);
    other.join();
    run(root.resolve("one"), plan.tasks(), 1);
    // A second copy of everything, spread differently over parts.
    try (PartWriter writer = new MeasurementStore(root.resolve("both")).writer(plan)) {
      toy.retrainer().run(plan, plan.tasks(1, 3), Set.of(), 1, writer, ProgressListener.SILENT);
    }
    MeasurementStore both = new MeasurementStore(root.resolve("both"));
    assertThat(parts(root.resolve("both"))).hasSizeGreaterThan(1);
    assertThat(both.finished(plan)).hasSize(24);
    assertThat(both.measurementsDigest(plan)).isEqualTo(digest(root.resolve("one")));
    assertThat(both.groundTruth(plan, 0.5, 5, Measurement.LOSS).values())
        .isDeepEqualTo(
            new MeasurementStore(root.resolve("one"))
                .groundTruth(plan, 0.5, 5, Measurement.LOSS)
                .values());
  }

  @Test
  void contradictingCopiesAreRefused() {
    RetrainingTask task = plan.tasks().get(0);
    for (double value : new double[] {1, 2}) {
      try (PartWriter writer = new MeasurementStore(root).writer(plan)) {
        writer.accept(constant(task, value, 0, Status.FINISHED));
      }
    }
    MeasurementStore store = new MeasurementStore(root);
    String message =
        "two parts disagree on mask 0, repeat 0: equal seeds gave different numbers; delete the parts and run again";
    assertThatThrownBy(() -> store.groundTruth(plan, 0.5, 1, Measurement.LOSS))
        .isInstanceOf(DamagedDataException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> store.measurementsDigest(plan))
        .isInstanceOf(DamagedDataException.class)
        .hasMessage(message);
  }

  @Test
  void unfinishedTruthIsRefusedWithTheNumberMissing() {
    run(root, plan.tasks().subList(0, 6), 1); // 4 masks of .5 and 2 of .7, one repeat
    assertThatThrownBy(() -> new MeasurementStore(root).groundTruth(plan, 0.7, 1, Measurement.LOSS))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(
            "setup 1x4, alpha 0.7, checkpoint 1: 10 of 12 retrainings are not done yet");
    assertThatThrownBy(() -> new MeasurementStore(root).groundTruth(plan, 0.7, 2, Measurement.LOSS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void foldersWithOddNamesWork() {
    Path odd = root.resolve("it's [a] *folder*? {1,2}");
    run(odd, plan.tasks(), 1);
    MeasurementStore store = new MeasurementStore(odd);
    assertThat(store.finished(plan)).hasSize(24);
    assertThat(store.groundTruth(plan, 0.5, 1, Measurement.LOSS).divergedCount()).isZero();
  }

  @Test
  void deletedMeasurementsAreRunAgain() {
    run(root, plan.tasks(), 1);
    new MeasurementStore(root).delete(plan);
    assertThat(parts(root)).isEmpty();
    assertThat(run(root, plan.tasks(), 1)).hasSize(24);
  }

  @Test
  void anOutputFolderThatCannotBeUsedIsRefusedBeforeWorkStarts() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "");
    assertThatThrownBy(() -> new MeasurementStore(file).writer(plan))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("cannot write to the output folder " + file)
        .hasMessageEndingWith("; expected a folder that can be written to");
  }

  @Test
  void aWriterThatCannotWriteStopsTheRunWithOneLine() {
    Path retrains = new MeasurementStore(root).folder(plan);
    Retrainer retrainer = toy.retrainer();
    assertThatThrownBy(
            () -> {
              try (PartWriter writer = new MeasurementStore(root).writer(plan)) {
                Files.delete(retrains);
                Files.writeString(retrains, "a file in the way");
                // Endless: only the failed writer can end it.
                while (true) {
                  retrainer.run(plan, plan.tasks(), Set.of(), 2, writer, ProgressListener.SILENT);
                }
              }
            })
        .isInstanceOf(StorageException.class)
        .hasMessageStartingWith("cannot write a part in " + retrains)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  @Test
  void closingTwiceIsHarmlessAndMeasurementsOfAnotherPlanAreRefused() {
    PartWriter writer = new MeasurementStore(root).writer(plan);
    RetrainingTask foreign = new RetrainingTask("8x16", 0.5, 0, 0);
    assertThatThrownBy(() -> writer.accept(constant(foreign, 0, 0, Status.FINISHED)))
        .isInstanceOf(IllegalArgumentException.class);
    writer.close();
    writer.close();
    assertThat(parts(root)).isEmpty();
    assertThatThrownBy(() -> writer.accept(constant(plan.tasks().get(0), 0, 0, Status.FINISHED)))
        .isInstanceOf(IllegalStateException.class);
  }
}
