package org.curvatureladder.attribution;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.curvatureladder.data.InvalidInputException;

/**
 * The mean of the SCORES of one method over models trained with different seeds (Wang et al. 2025,
 * arXiv 2507.14740, section 5; Park et al. 2023, arXiv 2303.14186, section 3.2, step 4).
 *
 * <p>Members are scored one after the other; TracIn, TRAK and SOURCE hold no large memory before
 * and after. Where members need resources of their own, score them one by one and use {@link
 * #average}.
 *
 * @param members at least one, of equal method
 */
public record Ensemble(List<Attributor> members) implements Attributor {

  /**
   * Copies the list.
   *
   * @throws InvalidInputException if there is no member
   */
  public Ensemble {
    members = List.copyOf(members);
    if (members.isEmpty()) {
      throw new InvalidInputException("ensemble of no models: expected at least one");
    }
  }

  @Override
  public String name() {
    return nameOf(members.get(0).name(), members.size());
  }

  @Override
  public ScoreMatrix scores() {
    return average(members.stream().map(Attributor::scores));
  }

  /**
   * The mean of score matrices of one method, consumed one by one.
   *
   * @throws InvalidInputException if there are none, or they differ in method or size
   */
  public static ScoreMatrix average(Stream<ScoreMatrix> scores) {
    Sum sum = new Sum();
    scores.sequential().forEach(sum::add);
    return sum.mean();
  }

  private static String nameOf(String method, int models) {
    return "%s, %d models".formatted(method, models);
  }

  private static final class Sum {
    private ScoreMatrix first;
    private double[] values;
    private boolean sameDamping = true;
    private int count;

    void add(ScoreMatrix scores) {
      if (first == null) {
        first = scores;
        values = new double[scores.values().length];
      }
      if (!scores.method().equals(first.method())
          || scores.trainCount() != first.trainCount()
          || scores.queryCount() != first.queryCount()) {
        throw new InvalidInputException(
            "ensemble: scores %s of %d x %d among %s of %d x %d; expected one method and size"
                .formatted(
                    scores.method(),
                    scores.trainCount(),
                    scores.queryCount(),
                    first.method(),
                    first.trainCount(),
                    first.queryCount()));
      }
      sameDamping = sameDamping && scores.damping().equals(first.damping());
      for (int k = 0; k < values.length; k++) {
        values[k] += scores.values()[k];
      }
      count++;
    }

    ScoreMatrix mean() {
      if (first == null) {
        throw new InvalidInputException("ensemble of no scores: expected at least one");
      }
      for (int k = 0; k < values.length; k++) {
        values[k] /= count;
      }
      return new ScoreMatrix(
          nameOf(first.method(), count),
          sameDamping ? first.damping() : OptionalDouble.empty(),
          first.trainCount(),
          first.queryCount(),
          values);
    }
  }
}
