package org.curvatureladder.recipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.DoublePredicate;
import org.curvatureladder.curvature.Ladder;
import org.curvatureladder.data.DataSources;
import org.curvatureladder.ihvp.Damping;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.Measurement;
import org.curvatureladder.training.Precision;
import org.curvatureladder.training.Schedule;
import org.curvatureladder.training.TrainingRecipe;

/** The fields of a resolved recipe: their names, types and ranges. */
final class RecipeFields {
  static final String ANALYSIS = "analysis";
  static final String AXIS = "axis";
  static final String SETTING = "setting";
  private static final String SPECTRA = "spectra-up-to";
  private static final String QUERY_FRACTION = "query-fraction";
  private static final String TRAIN_COUNT = "train-count";
  private static final String QUERY_COUNT = "query-count";
  private static final String SCALE = "activation-scale";
  private static final String CSV = "csv";
  private static final List<String> SOURCES = new DataSources(DataSources.defaultFolder()).names();
  private static final List<String> KEYS =
      List.of(
          "name",
          "question",
          "paper",
          "profile",
          ANALYSIS,
          AXIS,
          SETTING,
          "data",
          "activation",
          "loss",
          "setups",
          "training",
          "checkpoints",
          "alphas",
          "masks",
          "repeats",
          "seed",
          "measurement",
          "rungs",
          "damping",
          SwitchPresets.DAMPING_RULE,
          SwitchPresets.DAMPING_CUTOFF,
          SwitchPresets.CURVATURE,
          SwitchPresets.KEY,
          SPECTRA,
          "bootstrap");
  private static final List<String> DATA_KEYS =
      List.of("source", "path", "target", QUERY_FRACTION, TRAIN_COUNT, QUERY_COUNT, "split-seed");
  private static final DoublePredicate FRACTION = x -> x > 0 && x < 1;
  private static final String A_FRACTION = "a number between 0 and 1, exclusive";
  private static final DoublePredicate POSITIVE = x -> x > 0;
  private static final DoublePredicate NOT_NEGATIVE = x -> x >= 0;
  // Rank correlations over fewer masks are always +1, -1 or undefined.
  private static final int FEWEST_MASKS = 3;

  private final Section recipe;

  RecipeFields(Places places, ObjectNode node) {
    recipe = new Section(places, "", node, KEYS);
  }

  Recipe recipe() {
    Loss loss = recipe.choice("loss", Loss.class);
    TrainingRecipe training = training();
    return new Recipe(
        recipe.fileName("name"),
        recipe.text("question"),
        recipe.text("paper"),
        recipe.text("profile"),
        recipe.choice(ANALYSIS, Analysis.class),
        recipe.choice(AXIS, Axis.class),
        recipe.fileName(SETTING),
        data(),
        recipe.choice("activation", Activation.class),
        loss,
        setups(),
        training,
        checkpoints(training),
        recipe.distinct("alphas", recipe.numbers("alphas", FRACTION, A_FRACTION)),
        recipe.whole("masks", FEWEST_MASKS),
        recipe.whole("repeats", 1),
        recipe.seed("seed"),
        measurement(loss),
        recipe.distinct("rungs", recipe.choices("rungs", Ladder.standard().labels())),
        recipe.distinct("damping", recipe.numbers("damping", POSITIVE, "a number above 0")),
        recipe.choice(SwitchPresets.DAMPING_RULE, Damping.Rule.class),
        dampingCutoff(),
        SwitchFields.read(recipe),
        recipe.has(SPECTRA) ? recipe.whole(SPECTRA, 0) : 0,
        bootstrap());
  }

  private double dampingCutoff() {
    String key = SwitchPresets.DAMPING_CUTOFF;
    Damping.Rule rule = recipe.choice(SwitchPresets.DAMPING_RULE, Damping.Rule.class);
    if (!recipe.has(key)) {
      return 0;
    }
    if (!rule.hasCutoff()) {
      throw recipe.wrong(key, "no cutoff for damping-rule " + Names.of(rule));
    }
    return recipe.number(key, NOT_NEGATIVE, "a number of at least 0");
  }

  private Recipe.Data data() {
    Section data = recipe.section("data", DATA_KEYS);
    String source = data.choice("source", SOURCES);
    for (String key : List.of("path", "target")) {
      if (!source.equals(CSV) && data.has(key)) {
        throw data.wrong(key, "no " + key + " for source " + source);
      }
    }
    boolean counts = data.has(TRAIN_COUNT) || data.has(QUERY_COUNT);
    if (counts && data.has(QUERY_FRACTION)) {
      throw data.wrong(QUERY_FRACTION, "no fraction beside train-count and query-count");
    }
    return new Recipe.Data(
        source,
        source.equals(CSV) ? data.text("path") : "",
        data.has("target") ? data.text("target") : "",
        counts ? 0 : data.number(QUERY_FRACTION, FRACTION, A_FRACTION),
        counts ? data.whole(TRAIN_COUNT, 1) : 0,
        counts ? data.whole(QUERY_COUNT, 1) : 0,
        data.seed("split-seed"));
  }

  private List<Recipe.Setup> setups() {
    List<Recipe.Setup> setups =
        recipe.sections("setups", List.of("name", "hidden", SCALE)).stream()
            .map(RecipeFields::setup)
            .toList();
    recipe.distinct("setups", setups.stream().map(Recipe.Setup::name).toList());
    return setups;
  }

  private static Recipe.Setup setup(Section setup) {
    return new Recipe.Setup(
        setup.fileName("name"),
        setup.wholesOrNone("hidden", 1),
        setup.has(SCALE) ? setup.number(SCALE, POSITIVE, "a number above 0") : 1);
  }

  private TrainingRecipe training() {
    Section training =
        recipe.section(
            "training",
            List.of(
                "learning-rate",
                "final-learning-rate",
                "momentum",
                "weight-decay",
                "schedule",
                "schedule-epochs",
                "batch",
                "precision"));
    double learningRate = training.number("learning-rate", POSITIVE, "a number above 0");
    return new TrainingRecipe(
        learningRate,
        training.number(
            "final-learning-rate",
            x -> x >= 0 && x <= learningRate,
            "a number from 0 to the learning rate " + learningRate),
        training.number("momentum", x -> x >= 0 && x < 1, "a number from 0 to below 1"),
        training.number("weight-decay", NOT_NEGATIVE, "a number of at least 0"),
        training.choice("schedule", Schedule.class),
        training.whole("schedule-epochs", 1),
        training.whole("batch", 1),
        training.choice("precision", Precision.class));
  }

  private List<Integer> checkpoints(TrainingRecipe training) {
    List<Integer> epochs = recipe.wholes("checkpoints", 1);
    for (int c = 1; c < epochs.size(); c++) {
      if (epochs.get(c) <= epochs.get(c - 1)) {
        throw recipe.wrong("checkpoints", "epochs in ascending order");
      }
    }
    int last = epochs.get(epochs.size() - 1);
    if (training.schedule() == Schedule.COSINE && last > training.scheduleEpochs()) {
      throw recipe.wrong(
          "checkpoints", "no epoch after training.schedule-epochs " + training.scheduleEpochs());
    }
    return epochs;
  }

  private Measurement measurement(Loss loss) {
    Measurement measurement = recipe.choice("measurement", Measurement.class);
    if (measurement == Measurement.MARGIN && loss != Loss.CROSS_ENTROPY) {
      throw recipe.wrong("measurement", "loss, as a margin needs loss cross-entropy");
    }
    return measurement;
  }

  private Recipe.Bootstrap bootstrap() {
    Section bootstrap = recipe.section("bootstrap", List.of("resamples", "confidence"));
    return new Recipe.Bootstrap(
        bootstrap.whole("resamples", 1), bootstrap.number("confidence", FRACTION, A_FRACTION));
  }
}
