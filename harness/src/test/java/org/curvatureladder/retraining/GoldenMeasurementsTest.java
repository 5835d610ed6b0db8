package org.curvatureladder.retraining;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.curvatureladder.data.Fingerprint;
import org.curvatureladder.kernel.KernelBackend;
import org.curvatureladder.training.Precision;
import org.curvatureladder.training.Schedule;
import org.curvatureladder.training.Trainer;
import org.curvatureladder.training.TrainingRecipe;
import org.junit.jupiter.api.Test;

/**
 * A newer build may go on with the retrainings of an older one exactly if it would have measured
 * the same bits. These are the bits of the build that wrote METHOD = 1, on every machine and JDK: a
 * change that moves the measurements has to raise {@code RetrainingPlan.METHOD}, so that its
 * retrainings get an identity of their own, and a change that moves only the identity throws away
 * everybody's stored retrainings.
 */
class GoldenMeasurementsTest {
  private static final String MEASUREMENTS =
      "e5bb2df2873d9629b74db50b183e7f0d9635c67bd892debc300515d3266b4d3a";
  private static final String IDENTITY =
      "d5c644baec964a4c3a6196c81ee9132af4e88553e11b074ba240bf3b593af59f";

  private final Toy toy = new Toy(true);
  private final RetrainingPlan plan = toy.plan();

  @Test
  void thisBuildMeasuresTheBitsOfItsMethod() {
    for (KernelBackend backend : List.of(KernelBackend.best(), KernelBackend.SCALAR)) {
      Fingerprint hash = new Fingerprint();
      for (Precision precision : Precision.values()) {
        add(hash, new Trainer(toy.architecture(), recipe(precision), backend));
      }
      assertThat(hash.hex()).as("%s", backend).isEqualTo(MEASUREMENTS);
    }
  }

  private static TrainingRecipe recipe(Precision precision) {
    return new TrainingRecipe(0.5, 0.1, 0.9, 0.01, Schedule.COSINE, 5, 4, precision);
  }

  private void add(Fingerprint hash, Trainer trainer) {
    Set<Measurements> found =
        new ConcurrentSkipListSet<>(Comparator.comparing(m -> m.task().describe()));
    toy.retrainer(trainer::train)
        .run(plan, plan.tasks(), Set.of(), 2, found::add, ProgressListener.SILENT);
    for (Measurements one : found) {
      hash.add(one.task().describe());
      for (int c = 0; c < 2; c++) {
        hash.add(one.loss()[c]).add(one.margin()[c]).add(one.status().get(c).name());
      }
    }
  }

  @Test
  void thisBuildKnowsThePlansOfItsMethodAgain() {
    assertThat(plan.identity()).isEqualTo(IDENTITY);
  }
}
