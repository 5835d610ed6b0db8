package org.curvatureladder.experiments;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.curvatureladder.ihvp.Iterate;
import org.curvatureladder.ihvp.IterationListener;
import org.curvatureladder.linalg.DenseMatrix;

/** Hands over chosen iterates of a solver, with the time it took without the looking. */
final class Recording implements IterationListener {
  private final Set<Integer> recorded;
  private final Visitor visitor;
  private long since = System.nanoTime();
  private long running;

  /** Looks at an iterate. */
  @FunctionalInterface
  interface Visitor {
    /**
     * One iterate.
     *
     * @param iteration iterations done
     * @param seconds the solver has taken since the recording was made
     * @param solutions Q x P, closed afterwards
     */
    void visit(int iteration, double seconds, DenseMatrix solutions);
  }

  Recording(List<Integer> recorded, Visitor visitor) {
    this.recorded = new HashSet<>(recorded);
    this.visitor = visitor;
  }

  @Override
  public void accept(Iterate iterate) {
    running += System.nanoTime() - since;
    if (recorded.contains(iterate.number())) {
      try (DenseMatrix solutions = iterate.parameters()) {
        visitor.visit(iterate.number(), running / 1e9, solutions);
      }
    }
    since = System.nanoTime();
  }
}
