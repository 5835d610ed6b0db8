package org.curvatureladder.store;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/** An in-memory DuckDB: its only use here is to read and write Parquet files with SQL. */
final class DuckDb {
  private DuckDb() {}

  /**
   * Opens a database.
   *
   * @param threads threads of its own; 1 for the writer, which shares the cores with retrainings
   */
  static DuckDBConnection open(int threads) {
    Properties properties = new Properties();
    properties.setProperty("jdbc_stream_results", "true"); // never the whole result in memory
    properties.setProperty("threads", Integer.toString(threads));
    try {
      return (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", properties);
    } catch (SQLException e) {
      throw failed("start DuckDB", e);
    }
  }

  /** The first line of what DuckDB says, as one line for the user. */
  static StorageException failed(String what, SQLException cause) {
    String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return new StorageException("cannot " + what + ": " + message, cause);
  }

  /** A string literal. */
  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** {@code ['a', 'b']} for a table function; characters of glob patterns stand for themselves. */
  static String list(List<Path> files) {
    return files.stream()
        .map(file -> quoted(file.toString().replaceAll("[\\[*?]", "[$0]")))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
