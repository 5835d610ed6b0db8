package org.curvatureladder.recipe;

import java.util.List;
import org.curvatureladder.curvature.LadderOptions;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.data.NearestName;
import org.curvatureladder.data.Split;
import org.curvatureladder.ihvp.Damping;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Architecture;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.Measurement;
import org.curvatureladder.retraining.RetrainingPlan;
import org.curvatureladder.store.RecipeHash;
import org.curvatureladder.training.TrainingRecipe;

/**
 * One experiment, resolved: its file with one profile and the user's overrides applied, every field
 * validated. {@link RecipeReader} makes it.
 *
 * @param name name of the experiment, which is its file's name
 * @param question what it asks
 * @param paper figure or table it stands for
 * @param profile the profile that was applied
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
 * @param bootstrap how intervals are made
 */
public record Recipe(
    String name,
    String question,
    String paper,
    String profile,
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
   * @param source {@code digits} or {@code csv}
   * @param path the file of source csv, otherwise empty
   * @param queryFraction share of the points that become queries
   * @param splitSeed seed of the split
   */
  public record Data(String source, String path, double queryFraction, long splitSeed) {}

  /**
   * One network.
   *
   * @param name for instance {@code 4x16}
   * @param hidden widths of the hidden layers
   */
  public record Setup(String name, List<Integer> hidden) {
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
    return new Architecture(train.featureCount(), setup.hidden(), outputs, activation, loss);
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

  /**
   * The name of the folder for the results of this recipe on given data. Name, question, paper,
   * profile and the data's path do not enter; every other field does.
   *
   * @param dataFingerprint hash of the data set's content
   */
  public RecipeHash hash(String dataFingerprint) {
    return RecipeHash.of(RecipeWriter.canonical(this), dataFingerprint);
  }

  /** The resolved recipe as YAML, byte-stable; {@link RecipeReader#readResolved} reads it back. */
  public String toYaml() {
    return RecipeWriter.yaml(this);
  }
}
