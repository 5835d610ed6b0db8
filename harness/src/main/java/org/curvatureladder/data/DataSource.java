package org.curvatureladder.data;

import java.util.OptionalInt;

/** Where a data set comes from. */
public interface DataSource {

  /** Short name, for provenance and messages. */
  String name();

  /**
   * Reads all examples, in the order of the source and not standardised.
   *
   * @throws InvalidInputException if the user's file cannot be used, or a file cannot be downloaded
   * @throws DamagedDataException if shipped or published data are not what they should be
   */
  Dataset load();

  /** What of this source is standardised unless a recipe says otherwise. */
  default Scaling scaling() {
    return Scaling.FEATURES;
  }

  /**
   * How many leading rows are the published training set, all later ones being the published test
   * set; empty if the source is published in one piece.
   */
  default OptionalInt publishedTrainCount() {
    return OptionalInt.empty();
  }
}
