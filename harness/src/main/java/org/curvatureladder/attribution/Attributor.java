package org.curvatureladder.attribution;

/** A method that scores every training example for every query. */
public interface Attributor {

  /** The method's name in results. */
  String name();

  /** The N x Q scores. */
  ScoreMatrix scores();
}
