package org.curvatureladder.experiments;

import java.util.LinkedHashMap;
import java.util.Map;
import org.curvatureladder.attribution.Gradients;
import org.curvatureladder.attribution.InfluenceFunction;
import org.curvatureladder.attribution.ScoreMatrix;
import org.curvatureladder.curvature.Curvature;
import org.curvatureladder.ihvp.DirectSolver;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.recipe.Recipe;

/**
 * A rung's damped inverse on the query gradients and the scores from it, at every damping: all that
 * attribution needs of a rung, so that its matrix and factors need not be kept.
 *
 * @param name the rung
 * @param solutions Q x P per damping
 * @param scores N x Q per damping
 */
record ScoredRung(String name, Map<Double, DenseMatrix> solutions, Map<Double, ScoreMatrix> scores)
    implements AutoCloseable {

  /** Solves for every query at every damping of the recipe. */
  static ScoredRung of(Curvature curvature, Gradients gradients, Recipe recipe) {
    ScoredRung rung =
        new ScoredRung(curvature.name(), new LinkedHashMap<>(), new LinkedHashMap<>());
    try {
      for (double value : recipe.damping()) {
        DirectSolver solver = new DirectSolver(curvature, recipe.damping(value));
        DenseMatrix solved = solver.solve(gradients.queries());
        rung.solutions.put(value, solved);
        rung.scores.put(value, new InfluenceFunction(gradients, solver).scores(solved));
      }
      return rung;
    } catch (RuntimeException e) {
      rung.close();
      throw e;
    }
  }

  /** Frees the solutions. */
  @Override
  public void close() {
    solutions.values().forEach(DenseMatrix::close);
  }
}
