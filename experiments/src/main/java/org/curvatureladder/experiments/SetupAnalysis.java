package org.curvatureladder.experiments;

import org.curvatureladder.recipe.Recipe;
import org.curvatureladder.store.Evaluation;

/** What an experiment computes for one network once its retrainings are done. */
interface SetupAnalysis {

  /** Everything that is to be stored about a setup; a pure function of study and retrainings. */
  Evaluation evaluate(Study study, Recipe.Setup setup);
}
