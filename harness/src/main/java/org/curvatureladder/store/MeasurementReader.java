package org.curvatureladder.store;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.curvatureladder.data.DamagedDataException;
import org.curvatureladder.data.Fingerprint;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.net.Measurement;
import org.curvatureladder.retraining.GroundTruth;
import org.curvatureladder.retraining.RetrainingPlan;
import org.curvatureladder.retraining.RetrainingTask;
import org.duckdb.DuckDBConnection;

/**
 * Reads the parts of one identity with SQL. A retraining stored twice (two processes at once, or
 * plans with other checkpoints) counts once; stored twice with different numbers it is refused.
 * Rows that the plan does not ask for are passed over.
 */
final class MeasurementReader {
  private final Parts parts;

  MeasurementReader(Parts parts) {
    this.parts = parts;
  }

  /** See {@link MeasurementStore#finished}. */
  Set<RetrainingTask> finished(RetrainingPlan plan) {
    Set<RetrainingTask> finished = new HashSet<>();
    List<Path> files = parts.all();
    if (files.isEmpty()) {
      return finished;
    }
    String query =
        "SELECT alpha, mask, repeat FROM %s WHERE mask < ? AND repeat < ? AND checkpoint IN (%s)"
                .formatted(table(files), checkpoints(plan))
            + " GROUP BY alpha, mask, repeat HAVING count(DISTINCT checkpoint) = ?";
    try (DuckDBConnection database = open();
        PreparedStatement sql = database.prepareStatement(query)) {
      requireIdentity(database, plan, files);
      sql.setInt(1, plan.masks());
      sql.setInt(2, plan.repeats());
      sql.setInt(3, plan.checkpoints().size());
      try (ResultSet rows = sql.executeQuery()) {
        while (rows.next()) {
          RetrainingTask task =
              new RetrainingTask(plan.setup(), rows.getDouble(1), rows.getInt(2), rows.getInt(3));
          if (plan.contains(task)) {
            finished.add(task);
          }
        }
      }
    } catch (SQLException e) {
      throw failed(e);
    }
    return finished;
  }

  private static String checkpoints(RetrainingPlan plan) {
    return plan.checkpoints().stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** See {@link MeasurementStore#groundTruth}. */
  GroundTruth groundTruth(
      RetrainingPlan plan, double alpha, int checkpoint, Measurement measurement) {
    if (!plan.alphas().contains(alpha) || !plan.checkpoints().contains(checkpoint)) {
      throw new IllegalArgumentException(
          "alpha %s, checkpoint %d is not in the plan of setup %s"
              .formatted(alpha, checkpoint, plan.setup()));
    }
    Slice slice = new Slice(plan);
    List<Path> files = parts.all();
    if (!files.isEmpty()) {
      String query =
          "SELECT mask, repeat, query, coalesce(%s, 'nan'::DOUBLE), status = 'DIVERGED' FROM %s"
                  .formatted(column(measurement), table(files))
              + " WHERE alpha = ? AND checkpoint = ? AND mask < ? AND repeat < ?";
      try (DuckDBConnection database = open();
          PreparedStatement sql = database.prepareStatement(query)) {
        requireIdentity(database, plan, files);
        bind(sql, plan, alpha, checkpoint);
        try (ResultSet rows = sql.executeQuery()) {
          while (rows.next()) {
            slice.put(
                rows.getInt(1),
                rows.getInt(2),
                rows.getInt(3),
                rows.getDouble(4),
                rows.getBoolean(5));
          }
        }
      } catch (SQLException e) {
        throw failed(e);
      }
    }
    int missing = slice.missing();
    if (missing > 0) {
      throw new InvalidInputException(
          "setup %s, alpha %s, checkpoint %d: %d of %d retrainings are not done yet in %s; run the experiment to finish them"
              .formatted(
                  plan.setup(),
                  alpha,
                  checkpoint,
                  missing,
                  plan.masks() * plan.repeats(),
                  parts.folder()));
    }
    return new GroundTruth(
        plan.setup(),
        alpha,
        checkpoint,
        measurement,
        plan.design(alpha).digest(),
        slice.values,
        slice.diverged);
  }

  /** What is stored; the absolute error of a regression follows from its loss, 1/2 ||z - y||^2. */
  private static String column(Measurement measurement) {
    return switch (measurement) {
      case LOSS -> "loss";
      case MARGIN -> "margin";
      case ABSOLUTE_ERROR -> "sqrt(2 * loss)";
    };
  }

  /** See {@link MeasurementStore#measurementsDigest}. */
  String digest(RetrainingPlan plan) {
    Fingerprint hash = new Fingerprint().add(plan.setup());
    List<Path> files = parts.all();
    if (files.isEmpty()) {
      return hash.hex();
    }
    try (DuckDBConnection database = open();
        PreparedStatement sql =
            database.prepareStatement(
                "SELECT mask, repeat, query, coalesce(loss, 'nan'::DOUBLE),"
                    + " coalesce(margin, 'nan'::DOUBLE), status = 'DIVERGED' FROM "
                    + table(files)
                    + " WHERE alpha = ? AND checkpoint = ? AND mask < ? AND repeat < ?"
                    + " ORDER BY mask, repeat, query")) {
      requireIdentity(database, plan, files);
      for (double alpha : plan.alphas().stream().sorted().toList()) {
        for (int checkpoint : plan.checkpoints()) {
          bind(sql, plan, alpha, checkpoint);
          hash.add(alpha).add(checkpoint);
          try (ResultSet rows = sql.executeQuery()) {
            addDistinct(rows, hash);
          }
        }
      }
    } catch (SQLException e) {
      throw failed(e);
    }
    return hash.hex();
  }

  private static void bind(PreparedStatement sql, RetrainingPlan plan, double alpha, int checkpoint)
      throws SQLException {
    sql.setDouble(1, alpha);
    sql.setInt(2, checkpoint);
    sql.setInt(3, plan.masks());
    sql.setInt(4, plan.repeats());
  }

  /** Rows come in key order, so the second copy of a row follows the first. */
  private static void addDistinct(ResultSet rows, Fingerprint hash) throws SQLException {
    long[] last = {-1, -1, -1, 0, 0, 0};
    while (rows.next()) {
      long[] row = {
        rows.getInt(1),
        rows.getInt(2),
        rows.getInt(3),
        Double.doubleToLongBits(rows.getDouble(4)),
        Double.doubleToLongBits(rows.getDouble(5)),
        rows.getBoolean(6) ? 1 : 0
      };
      boolean sameKey = row[0] == last[0] && row[1] == last[1] && row[2] == last[2];
      if (sameKey && (row[3] != last[3] || row[4] != last[4] || row[5] != last[5])) {
        throw contradiction((int) row[0], (int) row[1]);
      }
      if (!sameKey) {
        for (long value : row) {
          hash.add(value);
        }
      }
      last = row;
    }
  }

  private static void requireIdentity(
      DuckDBConnection database, RetrainingPlan plan, List<Path> files) throws SQLException {
    String identity = plan.identity();
    Set<String> matching = new HashSet<>();
    try (Statement sql = database.createStatement();
        ResultSet rows =
            sql.executeQuery(
                "SELECT file_name, decode(value) FROM parquet_kv_metadata("
                    + DuckDb.list(files)
                    + ") WHERE decode(key) = 'identity'")) {
      while (rows.next()) {
        if (rows.getString(2).equals(identity)) {
          matching.add(rows.getString(1));
        }
      }
    }
    for (Path file : files) {
      if (!matching.contains(file.toString())) {
        throw new DamagedDataException(
            file
                + " holds other retrainings (another setup, network, training, data or seed);"
                + " expected identity "
                + identity.substring(0, MeasurementStore.IDENTITY_DIGITS)
                + "; move it away or delete it");
      }
    }
  }

  /** M x R x Q values as they come in, in any order and possibly twice. */
  private static final class Slice {
    private final RetrainingPlan plan;
    private final double[][][] values;
    private final boolean[][][] seen;
    private final boolean[][] diverged;

    Slice(RetrainingPlan plan) {
      this.plan = plan;
      this.values = new double[plan.masks()][plan.repeats()][plan.queries()];
      this.seen = new boolean[plan.masks()][plan.repeats()][plan.queries()];
      this.diverged = new boolean[plan.masks()][plan.repeats()];
    }

    void put(int mask, int repeat, int query, double value, boolean hasDiverged) {
      if (seen[mask][repeat][query]
          && (diverged[mask][repeat] != hasDiverged
              || Double.doubleToLongBits(values[mask][repeat][query])
                  != Double.doubleToLongBits(value))) {
        throw contradiction(mask, repeat);
      }
      seen[mask][repeat][query] = true;
      values[mask][repeat][query] = value;
      diverged[mask][repeat] = hasDiverged;
    }

    int missing() {
      int missing = 0;
      for (boolean[][] repeats : seen) {
        for (boolean[] queries : repeats) {
          boolean complete = true;
          for (boolean query : queries) {
            complete &= query;
          }
          missing += complete ? 0 : 1;
        }
      }
      return missing;
    }
  }

  private static DamagedDataException contradiction(int mask, int repeat) {
    return new DamagedDataException(
        "two parts disagree on mask %d, repeat %d: equal seeds gave different numbers; delete the parts and run again"
            .formatted(mask, repeat));
  }

  private static String table(List<Path> files) {
    return "read_parquet(" + DuckDb.list(files) + ")";
  }

  private static DuckDBConnection open() {
    return DuckDb.open(Runtime.getRuntime().availableProcessors());
  }

  private StorageException failed(SQLException cause) {
    return DuckDb.failed("read the parts in " + parts.folder(), cause);
  }
}
