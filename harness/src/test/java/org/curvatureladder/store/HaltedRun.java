package org.curvatureladder.store;

import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.curvatureladder.retraining.ProgressListener;
import org.curvatureladder.retraining.RetrainingPlan;
import org.curvatureladder.retraining.Toy;

/** A run in a JVM of its own that dies, as by kill -9, soon after its first part is written. */
public final class HaltedRun {
  private HaltedRun() {}

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    Toy toy = new Toy(true);
    RetrainingPlan plan = toy.plan();
    MeasurementStore store = new MeasurementStore(folder);
    PartWriter writer = store.writer(plan);
    AtomicInteger accepted = new AtomicInteger();
    toy.retrainer()
        .run(
            plan,
            plan.tasks(),
            store.finished(plan),
            1,
            measurements -> {
              writer.accept(measurements);
              if (accepted.incrementAndGet() == 5) {
                waitForAPart(store.folder(plan).toFile());
              }
              if (accepted.get() == 9) {
                Runtime.getRuntime().halt(137);
              }
            },
            ProgressListener.SILENT);
  }

  private static void waitForAPart(File folder) {
    String[] parts = {};
    while (parts == null || parts.length == 0) {
      Thread.onSpinWait();
      parts = folder.list((file, name) -> name.startsWith("part-"));
    }
  }
}
