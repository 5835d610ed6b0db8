package org.curvatureladder.data;

/** Where a data set comes from. */
public interface DataSource {

  /** Short name, for provenance and messages. */
  String name();

  /**
   * Reads all examples, in the order of the source and not standardised.
   *
   * @throws InvalidInputException if the user's file cannot be used
   * @throws DamagedDataException if data shipped with the library are not what they should be
   */
  Dataset load();
}
