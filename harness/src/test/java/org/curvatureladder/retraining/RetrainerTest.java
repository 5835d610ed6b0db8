package org.curvatureladder.retraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.curvatureladder.data.Split;
import org.curvatureladder.net.Measurement;
import org.curvatureladder.net.Mlp;
import org.curvatureladder.training.Checkpoint;
import org.curvatureladder.training.Checkpoint.Status;
import org.curvatureladder.training.Seeds;
import org.junit.jupiter.api.Test;

class RetrainerTest {
  private final Toy toy = new Toy(true);

  private Map<String, Measurements> run(Toy problem, int threads) {
    Map<String, Measurements> found = new ConcurrentHashMap<>();
    RetrainingPlan plan = problem.plan();
    problem
        .retrainer()
        .run(
            plan,
            plan.tasks(),
            Set.of(),
            threads,
            m -> assertThat(found.put(m.task().describe(), m)).isNull(),
            ProgressListener.SILENT);
    assertThat(found).hasSize(plan.taskCount());
    return new TreeMap<>(found);
  }

  private static String bits(Map<String, Measurements> found) {
    StringBuilder text = new StringBuilder();
    found.forEach(
        (task, m) ->
            text.append(task)
                .append(Arrays.deepToString(m.loss()))
                .append(Arrays.deepToString(m.margin()))
                .append(m.status()));
    return text.toString();
  }

  @Test
  void measuresEveryTaskAsItsDefinitionSays() {
    Split split = toy.split();
    RetrainingPlan plan = toy.plan();
    Map<String, Measurements> found = run(toy, 2);
    RetrainingTask task = new RetrainingTask("1x4", 0.7, 3, 2);
    List<Checkpoint> expected =
        toy.train(
            split.train(),
            plan.design(0.7).kept(3),
            Seeds.derive(11, "init alpha=0.7", "1x4", 3, 2),
            Seeds.derive(11, "order alpha=0.7", "1x4", 3, 2),
            new int[] {1, 5});
    Measurements measured = found.get(task.describe());
    Mlp network = new Mlp(toy.architecture());
    for (int c = 0; c < 2; c++) {
      double[] theta = expected.get(c).theta();
      assertThat(measured.loss()[c])
          .isEqualTo(network.measure(Measurement.LOSS, theta, split.query()));
      assertThat(measured.margin()[c])
          .isEqualTo(network.measure(Measurement.MARGIN, theta, split.query()));
    }
    assertThat(measured.status()).containsExactly(Status.FINISHED, Status.FINISHED);
  }

  @Test
  void oneThreadEqualsManyBitForBit() {
    assertThat(bits(run(toy, 3))).isEqualTo(bits(run(toy, 1)));
  }

  @Test
  void everyRetrainingHasItsOwnSeeds() {
    Set<Long> inits = ConcurrentHashMap.newKeySet();
    Set<Long> orders = ConcurrentHashMap.newKeySet();
    RetrainingPlan plan = toy.plan();
    toy.retrainer(
            (train, kept, init, order, epochs) -> {
              inits.add(init);
              orders.add(order);
              return toy.train(train, kept, init, order, epochs);
            })
        .run(plan, plan.tasks(), Set.of(), 2, m -> {}, ProgressListener.SILENT);
    assertThat(inits).hasSize(plan.taskCount()).doesNotContainAnyElementsOf(orders);
    assertThat(orders).hasSize(plan.taskCount());
  }

  @Test
  void theTrainerIsOnlyGivenTheTrainingSet() {
    Split split = toy.split();
    RetrainingPlan plan = toy.plan();
    new Retrainer(
            new Mlp(toy.architecture()),
            (train, kept, init, order, epochs) -> {
              assertThat(train).isSameAs(split.train());
              return toy.train(train, kept, init, order, epochs);
            },
            split)
        .run(plan, plan.tasks(), Set.of(), 1, m -> {}, ProgressListener.SILENT);
  }

  @Test
  void doneTasksAreNotRepeatedAndProgressIsToldInOrder() {
    RetrainingPlan plan = toy.plan();
    Set<RetrainingTask> done = new HashSet<>(plan.tasks().subList(0, 10));
    List<RetrainingTask> ran = Collections.synchronizedList(new ArrayList<>());
    List<String> heard = new ArrayList<>();
    ProgressListener listener =
        new ProgressListener() {
          @Override
          public void started(int total, int alreadyDone) {
            heard.add(total + " " + alreadyDone);
          }

          @Override
          public void finished(RetrainingTask task, long nanos) {
            assertThat(nanos).isPositive();
            heard.add(task.describe());
          }
        };
    toy.retrainer().run(plan, plan.tasks(), done, 1, m -> ran.add(m.task()), listener);
    assertThat(ran).containsExactlyElementsOf(plan.tasks().subList(10, plan.taskCount()));
    assertThat(heard).hasSize(1 + ran.size()).startsWith("24 10");
    ran.clear();
    toy.retrainer()
        .run(
            plan,
            plan.tasks(),
            new HashSet<>(plan.tasks()),
            2,
            m -> ran.add(m.task()),
            ProgressListener.SILENT);
    assertThat(ran).isEmpty();
  }

  @Test
  void anExceptionInAWorkerStopsTheRunAndNamesTheTask() {
    RetrainingPlan plan = toy.plan();
    AtomicInteger started = new AtomicInteger();
    Retrainer retrainer =
        toy.retrainer(
            (train, kept, init, order, epochs) -> {
              if (started.incrementAndGet() == 3) {
                throw new IllegalArgumentException("broken trainer");
              }
              return toy.train(train, kept, init, order, epochs);
            });
    List<Measurements> kept = Collections.synchronizedList(new ArrayList<>());
    assertThatThrownBy(
            () ->
                retrainer.run(plan, plan.tasks(), Set.of(), 1, kept::add, ProgressListener.SILENT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("retraining failed: setup 1x4, alpha 0.5, mask 2, repeat 0")
        .hasRootCauseMessage("broken trainer");
    assertThat(kept).hasSize(2);
    assertThat(started).hasValue(3);
  }

  @Test
  void aSinkThatCannotKeepMeasurementsStopsAllThreads() {
    RetrainingPlan plan = toy.plan(10, 10, 0);
    AtomicInteger accepted = new AtomicInteger();
    RuntimeException full = new java.io.UncheckedIOException(new java.io.IOException("full"));
    assertThatThrownBy(
            () ->
                toy.retrainer()
                    .run(
                        plan,
                        plan.tasks(),
                        Set.of(),
                        2,
                        m -> {
                          if (accepted.incrementAndGet() >= 5) {
                            throw full;
                          }
                        },
                        ProgressListener.SILENT))
        .isSameAs(full);
    assertThat(accepted.get()).isLessThanOrEqualTo(6);
  }

  @Test
  void anInterruptEndsTheRunWithoutStartingAnythingNew() throws Exception {
    RetrainingPlan plan = toy.plan(10, 10, 0);
    Thread caller = Thread.currentThread();
    List<Measurements> kept = Collections.synchronizedList(new ArrayList<>());
    assertThatThrownBy(
            () ->
                toy.retrainer()
                    .run(
                        plan,
                        plan.tasks(),
                        Set.of(),
                        2,
                        m -> {
                          kept.add(m);
                          if (kept.size() == 5) {
                            caller.interrupt();
                          }
                          if (kept.size() >= 5) {
                            sleepLong();
                          }
                        },
                        ProgressListener.SILENT))
        .isInstanceOf(CancellationException.class)
        .hasMessage("interrupted; run again to go on where it stopped");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(kept).hasSizeBetween(5, 6);
  }

  private static void sleepLong() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void divergedCheckpointsAreUndefinedNotNumbers() {
    RetrainingPlan plan = toy.plan(2, 1, 0);
    List<Measurements> found = new ArrayList<>();
    toy.retrainer(
            (train, kept, init, order, epochs) -> {
              List<Checkpoint> good = toy.train(train, kept, init, order, epochs);
              double[] huge = good.get(1).theta().clone();
              Arrays.fill(huge, 1e308); // finite weights, infinite outputs
              return List.of(
                  new Checkpoint(1, good.get(0).theta(), Status.DIVERGED),
                  new Checkpoint(5, huge, Status.FINISHED));
            })
        .run(plan, plan.tasks(), Set.of(), 1, found::add, ProgressListener.SILENT);
    assertThat(found).hasSize(4);
    for (Measurements m : found) {
      assertThat(m.status()).containsExactly(Status.DIVERGED, Status.DIVERGED);
      assertThat(m.loss()[0]).containsOnly(Double.NaN);
      assertThat(m.loss()[1]).containsOnly(Double.NaN);
      assertThat(m.margin()[1]).containsOnly(Double.NaN);
    }
  }

  @Test
  void regressionHasLossesButNoMargins() {
    for (Measurements m : run(new Toy(false), 2).values()) {
      assertThat(m.loss()[1]).doesNotContain(Double.NaN);
      assertThat(m.margin()[1]).containsOnly(Double.NaN);
      assertThat(m.status()).containsOnly(Status.FINISHED);
    }
  }

  @Test
  void refusesAPlanOfOtherData() {
    RetrainingPlan other = new Toy(false).plan();
    assertThatThrownBy(
            () ->
                toy.retrainer()
                    .run(other, other.tasks(), Set.of(), 1, m -> {}, ProgressListener.SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("other data");
  }

  @Test
  void refusesATrainerThatSkipsACheckpoint() {
    RetrainingPlan plan = toy.plan();
    Retrainer retrainer = toy.retrainer((train, kept, init, order, epochs) -> List.of());
    assertThatThrownBy(
            () -> retrainer.run(plan, plan.tasks(), Set.of(), 1, m -> {}, ProgressListener.SILENT))
        .hasRootCauseMessage("the trainer returned other checkpoints than [1, 5]");
  }
}
