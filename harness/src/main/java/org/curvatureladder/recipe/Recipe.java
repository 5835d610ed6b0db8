package org.curvatureladder.recipe;

import java.util.List;
import org.curvatureladder.curvature.LadderOptions;
import org.curvatureladder.data.DataSource;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.data.FixedSplit;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.data.NearestName;
import org.curvatureladder.data.Split;
import org.curvatureladder.data.SplitRule;
import org.curvatureladder.data.Splitter;
import org.curvatureladder.ihvp.Damping;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Architecture;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.Measurement;
import org.curvatureladder.retraining.RetrainingPlan;
import org.curvatureladder.training.TrainingRecipe;

/**
 * One setting of an experiment, resolved: its file with one profile and the user's overrides
 * applied, every field validated.
 *
 * @param name name of the experiment, which is its file's name
 * @param question what it asks
 * @param paper figure or table it stands for
 * @param profile the profile that was applied
 * @param analysis what is computed beside the retrainings
 * @param axis what the figures put on the horizontal axis
 * @param setting name of the setting; {@link org.curvatureladder.store.ResultRow#ONLY_SETTING} in a
 *     recipe without settings
 * @param data data set and split
 * @param activation activation of every hidden layer
 * @param loss training loss
 * @param setups the networks
 * @param training how every network is trained
 * @param checkpoints epochs at which everything is measured, ascending
 * @param alphas kept fractions of the masks
 * @param masks masks per alpha M
 * @param repeats retrainings per mask R
 * @param seed base seed of masks, initialisations, data orders and resampling
 * @param measurement what is measured at a query
 * @param rungs rungs of the ladder, from the top
 * @param damping the damping rule's values, lambda or c
 * @param dampingRule how the damping follows from a value and the curvature
 * @param dampingCutoff eigenvalues at or below it after damping are left out; 0 without a cutoff
 * @param curvature the switches of the ladder
 * @param spectraUpTo the largest number of parameters P for which all eigenvalues are stored; 0 for
 *     none
 * @param bootstrap how intervals are made
 */
public record Recipe(
    String name,
    String question,
    String paper,
    String profile,
    Analysis analysis,
    Axis axis,
    String setting,
    Data data,
    Activation activation,
    Loss loss,
    List<Setup> setups,
    TrainingRecipe training,
    List<Integer> checkpoints,
    List<Double> alphas,
    int masks,
    int repeats,
    long seed,
    Measurement measurement,
    List<String> rungs,
    List<Double> damping,
    Damping.Rule dampingRule,
    double dampingCutoff,
    LadderOptions curvature,
    int spectraUpTo,
    Bootstrap bootstrap) {

  /** Copies the lists. */
  public Recipe {
    setups = List.copyOf(setups);
    checkpoints = List.copyOf(checkpoints);
    alphas = List.copyOf(alphas);
    rungs = List.copyOf(rungs);
    damping = List.copyOf(damping);
  }

  /**
   * Data set and split.
   *
   * @param source a name of {@link org.curvatureladder.data.DataSources}
   * @param path the file of source csv, otherwise empty
   * @param target the target column of source csv; empty for the last
   * @param queryFraction share of the points that become queries; 0 where counts are given
   * @param trainCount number of training points N; 0 where a fraction is given
   * @param queryCount number of queries Q; 0 where a fraction is given
   * @param splitSeed seed of the split
   */
  public record Data(
      String source,
      String path,
      String target,
      double queryFraction,
      int trainCount,
      int queryCount,
      long splitSeed) {

    /** How the source's rows are divided. */
    public SplitRule rule(DataSource from) {
      return trainCount > 0
          ? FixedSplit.of(from, trainCount, queryCount, splitSeed)
          : new Splitter(splitSeed, queryFraction);
    }

    /** The sizes in a file name: {@code 0.1-0}, {@code 896-103-0}. */
    public String sizes() {
      return trainCount > 0
          ? trainCount + "-" + queryCount + "-" + splitSeed
          : queryFraction + "-" + splitSeed;
    }
  }

  /**
   * One network.
   *
   * @param name for instance {@code 4x16}
   * @param hidden widths of the hidden layers
   * @param activationScale s of the hidden layers' activation s phi(z)
   */
  public record Setup(String name, List<Integer> hidden, double activationScale) {
    /** Copies the list. */
    public Setup {
      hidden = List.copyOf(hidden);
    }
  }

  /**
   * Intervals.
   *
   * @param resamples number of bootstrap resamples
   * @param confidence coverage, for instance .95
   */
  public record Bootstrap(int resamples, double confidence) {}

  /** The damping of one of the values. */
  public Damping damping(double value) {
    return new Damping(dampingRule, value, dampingCutoff);
  }

  /**
   * The setup of a name.
   *
   * @throws InvalidInputException if there is none
   */
  public Setup setup(String setupName) {
    List<String> names = setups.stream().map(Setup::name).toList();
    return setups.stream()
        .filter(setup -> setup.name().equals(setupName))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "unknown setup '%s' in experiment %s; expected one of %s%s"
                        .formatted(
                            setupName,
                            name,
                            String.join(", ", names),
                            NearestName.hint(setupName, names))));
  }

  /**
   * The network of a setup for given data.
   *
   * @throws InvalidInputException if the loss does not fit the data's targets
   */
  public Architecture architecture(Setup setup, Dataset train) {
    if (train.isClassification() != (loss == Loss.CROSS_ENTROPY)) {
      throw new InvalidInputException(
          "loss is %s in experiment %s, but data set %s is for %s; expected %s"
              .formatted(
                  Names.of(loss),
                  name,
                  train.name(),
                  train.isClassification() ? "classification" : "regression",
                  Names.of(train.isClassification() ? Loss.CROSS_ENTROPY : Loss.SQUARED_ERROR)));
    }
    int outputs = train.isClassification() ? train.classCount() : train.targetWidth();
    return new Architecture(
        train.featureCount(), setup.hidden(), outputs, activation, setup.activationScale(), loss);
  }

  /**
   * What to retrain for a setup.
   *
   * @throws InvalidInputException if the data are too few for the masks or for a batch
   */
  public RetrainingPlan retrainingPlan(Setup setup, Split split) {
    return RetrainingPlan.of(
        setup.name(),
        architecture(setup, split.train()),
        training,
        split.train(),
        split.query(),
        alphas,
        masks,
        repeats,
        checkpoints,
        seed);
  }
}
