package org.curvatureladder.experiments;

import java.util.Arrays;
import org.curvatureladder.attribution.ScoreMatrix;
import org.curvatureladder.data.SubsetDesign;
import org.curvatureladder.evaluation.GroupPrediction;
import org.curvatureladder.recipe.Recipe;
import org.curvatureladder.retraining.GroundTruth;

/**
 * The retrainings of one alpha and checkpoint.
 *
 * @param alpha kept fraction
 * @param measured all of them
 * @param mean M x Q: mean over repeats
 * @param removed the points that each mask leaves out
 */
record Truth(double alpha, GroundTruth measured, double[][] mean, int[][] removed) {

  /** Reads the retrainings of a setup. */
  static Truth read(Study study, Recipe.Setup setup, double alpha, int epoch) {
    SubsetDesign design = study.plan(setup).design(alpha);
    GroundTruth measured =
        study
            .measurements()
            .groundTruth(study.plan(setup), alpha, epoch, study.recipe().measurement());
    int[][] removed = new int[design.masks()][];
    Arrays.setAll(removed, design::removed);
    return new Truth(alpha, measured, measured.mean(), removed);
  }

  /** M x Q: what scores predict for the masks. */
  double[][] predict(ScoreMatrix scores) {
    return new GroupPrediction(table(scores)).predict(removed);
  }

  /** N x Q scores in rows of training points. */
  static double[][] table(ScoreMatrix scores) {
    double[][] tau = new double[scores.trainCount()][scores.queryCount()];
    for (int i = 0; i < tau.length; i++) {
      System.arraycopy(scores.values(), i * scores.queryCount(), tau[i], 0, tau[i].length);
    }
    return tau;
  }
}
