package org.curvatureladder.experiments;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.Locale;
import org.curvatureladder.curvature.Ladder;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.net.ParameterLayout;
import org.curvatureladder.recipe.Attribution;
import org.curvatureladder.recipe.AttributionMethod;
import org.curvatureladder.recipe.Recipe;

/**
 * What a setup needs before it starts, as an upper estimate. For the ladder: four or five P x P
 * matrices, the training and query gradients, the solutions for the queries and a scratch area off
 * the heap; forward and backward passes, measurements and scores on it. For attribution, which
 * holds no P x P matrix: the query gradients, what a solver iterates on, and the rows of the exact
 * solve where it is asked for.
 *
 * @param setup the setup's name
 * @param heapBytes on the Java heap
 * @param nativeBytes off the heap, for BLAS
 */
record MemoryNeed(String setup, long heapBytes, long nativeBytes) {
  // H alone while it is decomposed (itself, its eigenvectors, two more to work in); afterwards H,
  // the
  // GGN, and the rung above and the current one, both block diagonal, or the current one's factor.
  private static final long MATRICES = 4;
  // A cutoff decomposes the GGN beside H.
  private static final long MATRICES_WITH_CUTOFF = 5;
  // With rungs beyond the paper's five: the last of the five, and what BK-FAC is made from.
  private static final long MATRICES_OF_MORE_RUNGS = 2;
  // Whose solutions are kept at every damping: the top rung, the one above and the current one.
  private static final long SOLVED_RUNGS = 3;
  private static final long SCRATCH_BYTES = 400L << 20;
  private static final long BASE_HEAP_BYTES = 160L << 20;
  private static final double GB = 1e9;

  /** The need of one setup. */
  static MemoryNeed of(Study study, Recipe.Setup setup) {
    ParameterLayout layout = study.network(setup).layout();
    long parameters = layout.parameterCount();
    long points = study.split().train().count();
    long queries = study.split().query().count();
    int outputs = layout.rows(layout.layers() - 1);
    long perPoint = 0;
    long widest = 0;
    for (int l = 0; l < layout.layers(); l++) {
      perPoint += layout.columns(l) + (4L + outputs) * layout.rows(l);
      widest = Math.max(widest, (long) layout.rows(l) * layout.rows(l));
    }
    Recipe recipe = study.recipe();
    if (recipe.attribution().isPresent()) {
      return ofAttribution(setup, recipe, points, queries, parameters, perPoint, outputs);
    }
    long matrices = recipe.dampingRule().hasCutoff() ? MATRICES_WITH_CUTOFF : MATRICES;
    long measurements = (long) recipe.masks() * recipe.repeats() * queries;
    if (!Ladder.ofThePaper().labels().containsAll(recipe.rungs())) {
      matrices += MATRICES_OF_MORE_RUNGS;
    }
    long solved = SOLVED_RUNGS * recipe.damping().size() * queries;
    long heapDoubles =
        points * perPoint
            + 3 * 256 * widest
            + 128 * parameters
            + (3 + SOLVED_RUNGS * recipe.damping().size()) * points * queries
            + 2 * measurements
            + 2L * recipe.masks() * points;
    return new MemoryNeed(
        setup.name(),
        BASE_HEAP_BYTES + 8 * heapDoubles,
        SCRATCH_BYTES
            + 8
                * (matrices * parameters * parameters
                    + (points + 3 * queries + solved) * parameters));
  }

  /**
   * Q x P: right-hand sides twice, iterate, velocity, solution and the reference; sums of masks.
   */
  private static MemoryNeed ofAttribution(
      Recipe.Setup setup,
      Recipe recipe,
      long points,
      long queries,
      long parameters,
      long perPoint,
      int outputs) {
    Attribution options = recipe.attribution().orElseThrow();
    long scored = options.scoredQueries() == 0 ? queries : options.scoredQueries();
    long rows = 6 * scored + (options.study().isPresent() ? 4 * scored + recipe.masks() : 0);
    boolean exact = options.methods().contains(AttributionMethod.GGN_IF);
    long gram = exact ? points * outputs : 0;
    long trak = (points + options.trakDimension()) * (long) options.trakDimension();
    return new MemoryNeed(
        setup.name(),
        BASE_HEAP_BYTES
            + 8 * (2 * points * perPoint + 3 * points * scored + 16 * parameters)
            + 16L * recipe.masks() * recipe.repeats() * queries,
        SCRATCH_BYTES
            + 8 * (rows * parameters + points * perPoint + gram * (parameters + gram) + trak));
  }

  /** The need of the setup that needs most. */
  static MemoryNeed largest(Study study) {
    return study.recipe().setups().stream()
        .map(setup -> of(study, setup))
        .max(Comparator.comparingLong(need -> need.heapBytes + need.nativeBytes))
        .orElseThrow();
  }

  /**
   * Checks the need against this JVM's heap and this machine's memory.
   *
   * @throws InvalidInputException with the need in GB if there is too little
   */
  void requireAvailable() {
    long heap = Runtime.getRuntime().maxMemory();
    if (heapBytes > heap) {
      throw new InvalidInputException(
          "setup %s needs about %s of Java heap and this JVM may use %s; give it more with -Dladder.jvm=-Xmx%dm"
              .formatted(setup, gigabytes(heapBytes), gigabytes(heap), (heapBytes >> 20) + 1));
    }
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        && heapBytes + nativeBytes > system.getTotalMemorySize()) {
      throw new InvalidInputException(
          "setup %s needs about %s of memory and this machine has %s; choose a smaller setup with --set setups=..."
              .formatted(
                  setup,
                  gigabytes(heapBytes + nativeBytes),
                  gigabytes(system.getTotalMemorySize())));
    }
  }

  /** For instance {@code 0.8 GB heap + 3.4 GB native}. */
  String describe() {
    return gigabytes(heapBytes) + " heap + " + gigabytes(nativeBytes) + " native";
  }

  private static String gigabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / GB);
  }
}
