package org.curvatureladder.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.curvatureladder.retraining.MeasurementSink;
import org.curvatureladder.retraining.Measurements;
import org.curvatureladder.retraining.RetrainingPlan;
import org.curvatureladder.retraining.RetrainingTask;
import org.curvatureladder.training.Checkpoint.Status;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the measurements of finished retrainings: collects them and writes them as parts, one part
 * at most every second or every 2 % of the time passed, whichever is longer, and one on closing. A
 * killed run so loses at most that much, and even a run of days leaves only hundreds of parts.
 *
 * <p>A thread of its own writes; when it fails, the next {@link #accept} and {@link #close} throw.
 */
public final class PartWriter implements MeasurementSink, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PartWriter.class);
  private static final long SHORTEST_PAUSE_NANOS = 1_000_000_000L;
  private static final double PAUSE_FRACTION = 0.02;
  private static final Comparator<RetrainingTask> KEY_ORDER =
      Comparator.comparingDouble(RetrainingTask::alpha)
          .thenComparingInt(RetrainingTask::mask)
          .thenComparingInt(RetrainingTask::repeat);

  private final RetrainingPlan plan;
  private final String identity;
  private final Parts parts;
  private final DuckDBConnection database;
  private final Thread thread;
  private final long start = System.nanoTime();

  // Guarded by this.
  private List<Measurements> waiting = new ArrayList<>();
  private boolean closing;
  private StorageException failure;

  PartWriter(RetrainingPlan plan, Parts parts) {
    this.plan = plan;
    this.identity = plan.identity();
    this.parts = parts;
    this.database = DuckDb.open(1);
    try (Statement sql = database.createStatement()) {
      sql.execute(
          "CREATE TABLE part (alpha DOUBLE, mask INTEGER, repeat INTEGER, checkpoint INTEGER,"
              + " query INTEGER, loss DOUBLE, margin DOUBLE, diverged BOOLEAN)");
    } catch (SQLException e) {
      throw DuckDb.failed("prepare a part", e);
    }
    this.thread = new Thread(this::writeUntilClosed, "part-writer");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Takes over measurements; they are durable once their part is written.
   *
   * @throws StorageException if earlier ones could not be written
   * @throws IllegalArgumentException if they are not of this plan
   */
  @Override
  public synchronized void accept(Measurements measurements) {
    throwFailure();
    if (closing) {
      throw new IllegalStateException("the store is closed");
    }
    if (!measurements.task().setup().equals(plan.setup())
        || !measurements.checkpoints().equals(plan.checkpoints())) {
      throw new IllegalArgumentException(measurements.task().describe() + " is not in the plan");
    }
    waiting.add(measurements);
    notifyAll();
  }

  /**
   * Writes what is left; returns when it is durable. Closing twice is harmless.
   *
   * @throws StorageException if anything could not be written
   */
  @Override
  public void close() {
    synchronized (this) {
      closing = true;
      notifyAll();
    }
    joinWriter();
    throwFailure();
  }

  /** An interrupt must not cost finished work: it is passed on once everything is written. */
  private void joinWriter() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeUntilClosed() {
    try (database) {
      long last = start;
      for (List<Measurements> next = take(last); !next.isEmpty(); next = take(last)) {
        write(next);
        last = System.nanoTime();
      }
    } catch (SQLException e) {
      fail(DuckDb.failed("write a part in " + parts.folder(), e));
    } catch (IOException e) {
      fail(StorageException.writing(parts.folder(), e));
    } catch (InterruptedException e) {
      fail(new StorageException("interrupted while writing a part", e));
    }
  }

  /** A new exception each time: one thrown twice could not be suppressed by itself. */
  private synchronized void throwFailure() {
    if (failure != null) {
      throw new StorageException(failure.getMessage(), failure);
    }
  }

  private synchronized void fail(StorageException problem) {
    failure = problem;
  }

  /** Waits until a part is due; empty when closed and nothing is left. */
  private synchronized List<Measurements> take(long last) throws InterruptedException {
    while (!closing) {
      long now = System.nanoTime();
      long pause = Math.max(SHORTEST_PAUSE_NANOS, (long) (PAUSE_FRACTION * (now - start)));
      long left = last + pause - now;
      if (waiting.isEmpty()) {
        wait();
      } else if (left > 0) {
        wait(left / 1_000_000 + 1);
      } else {
        break;
      }
    }
    List<Measurements> taken = waiting;
    waiting = new ArrayList<>();
    return taken;
  }

  private void write(List<Measurements> measurements) throws SQLException, IOException {
    measurements.sort(Comparator.comparing(Measurements::task, KEY_ORDER));
    try (DuckDBAppender appender = database.createAppender("main", "part")) {
      for (Measurements one : measurements) {
        append(appender, one);
      }
    }
    String name;
    try {
      name = writePart(measurements.size());
    } catch (NoSuchFileException e) {
      // Another machine on the same folder may take this process for dead and sweep its file.
      LOG.debug("writing a part again", e);
      name = writePart(measurements.size());
    }
    try (Statement sql = database.createStatement()) {
      sql.execute("TRUNCATE part");
    }
    LOG.debug("{} retrainings written to {}", measurements.size(), name);
  }

  private String writePart(int retrainings) throws SQLException, IOException {
    try (AtomicFile file = new AtomicFile(parts.folder(), "part");
        Statement sql = database.createStatement()) {
      sql.execute(
          "COPY (SELECT "
              + DuckDb.quoted(plan.setup())
              + " AS setup, * EXCLUDE diverged,"
              + " CASE WHEN diverged THEN 'DIVERGED' ELSE 'FINISHED' END AS status FROM part) TO "
              + DuckDb.quoted(file.path().toString())
              + " (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false, KV_METADATA {identity: "
              + DuckDb.quoted(identity)
              + "})");
      String name = Parts.nameOf(plan.setup(), retrainings, file.path());
      file.commit(name);
      return name;
    }
  }

  private static void append(DuckDBAppender appender, Measurements one) throws SQLException {
    RetrainingTask task = one.task();
    for (int c = 0; c < one.checkpoints().size(); c++) {
      for (int q = 0; q < one.loss()[c].length; q++) {
        appender
            .beginRow()
            .append(task.alpha())
            .append(task.mask())
            .append(task.repeat())
            .append(one.checkpoints().get(c).intValue())
            .append(q);
        appendOrNull(appender, one.loss()[c][q]);
        appendOrNull(appender, one.margin()[c][q]);
        appender.append(one.status().get(c) == Status.DIVERGED).endRow();
      }
    }
  }

  private static void appendOrNull(DuckDBAppender appender, double value) throws SQLException {
    if (Double.isNaN(value)) {
      appender.appendNull();
    } else {
      appender.append(value);
    }
  }
}
