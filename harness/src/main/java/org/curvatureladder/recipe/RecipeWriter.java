package org.curvatureladder.recipe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.curvatureladder.training.TrainingRecipe;

/** Writes recipes: all fields, in one order, numbers as the shortest decimals on every JDK. */
final class RecipeWriter {
  private RecipeWriter() {}

  static String yaml(Experiment experiment) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", experiment.name());
    fields.put("question", experiment.question());
    fields.put("paper", experiment.paper());
    fields.put("profile", experiment.profile());
    fields.put("analysis", Names.of(experiment.analysis()));
    fields.put("axis", Names.of(experiment.axis()));
    fields.put("settings", experiment.settings().stream().map(RecipeWriter::fields).toList());
    return write(
        YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build(),
        fields);
  }

  /** What changes numbers, and nothing else. */
  static String canonical(Experiment experiment) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("analysis", Names.of(experiment.analysis()));
    fields.put("settings", experiment.settings().stream().map(RecipeWriter::canonical).toList());
    return write(
        JsonMapper.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build(), fields);
  }

  private static Map<String, Object> canonical(Recipe recipe) {
    Map<String, Object> fields = fields(recipe);
    Map<String, Object> data = new LinkedHashMap<>(data(recipe.data()));
    // The content counts, and its fingerprint enters the hash.
    List.of("source", "path", "target").forEach(data::remove);
    fields.put("data", data);
    return fields;
  }

  private static String write(ObjectMapper mapper, Map<String, Object> fields) {
    try {
      return mapper.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings, numbers and lists can always be written", e);
    }
  }

  private static Map<String, Object> fields(Recipe recipe) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", recipe.setting());
    fields.put("data", data(recipe.data()));
    fields.put("activation", Names.of(recipe.activation()));
    fields.put("loss", Names.of(recipe.loss()));
    fields.put("setups", recipe.setups().stream().map(RecipeWriter::setup).toList());
    fields.put("training", training(recipe.training()));
    fields.put("checkpoints", recipe.checkpoints());
    fields.put("alphas", recipe.alphas());
    fields.put("masks", recipe.masks());
    fields.put("repeats", recipe.repeats());
    fields.put("seed", recipe.seed());
    fields.put("measurement", Names.of(recipe.measurement()));
    fields.put("rungs", recipe.rungs());
    fields.put("damping", recipe.damping());
    fields.put(SwitchPresets.DAMPING_RULE, Names.of(recipe.dampingRule()));
    if (recipe.dampingRule().hasCutoff()) {
      fields.put(SwitchPresets.DAMPING_CUTOFF, recipe.dampingCutoff());
    }
    Map<String, Object> curvature = new LinkedHashMap<>();
    SwitchFields.write(recipe.curvature(), curvature);
    fields.put(SwitchPresets.CURVATURE, curvature);
    fields.put("spectra-up-to", recipe.spectraUpTo());
    Map<String, Object> bootstrap = new LinkedHashMap<>();
    bootstrap.put("resamples", recipe.bootstrap().resamples());
    bootstrap.put("confidence", recipe.bootstrap().confidence());
    fields.put("bootstrap", bootstrap);
    return fields;
  }

  private static Map<String, Object> data(Recipe.Data data) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("source", data.source());
    if (!data.path().isEmpty()) {
      fields.put("path", data.path());
    }
    if (!data.target().isEmpty()) {
      fields.put("target", data.target());
    }
    if (data.trainCount() > 0) {
      fields.put("train-count", data.trainCount());
      fields.put("query-count", data.queryCount());
    } else {
      fields.put("query-fraction", data.queryFraction());
    }
    fields.put("split-seed", data.splitSeed());
    return fields;
  }

  private static Map<String, Object> setup(Recipe.Setup setup) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", setup.name());
    fields.put("hidden", setup.hidden());
    if (setup.activationScale() != 1) {
      fields.put("activation-scale", setup.activationScale());
    }
    return fields;
  }

  private static Map<String, Object> training(TrainingRecipe training) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("learning-rate", training.learningRate());
    fields.put("final-learning-rate", training.finalLearningRate());
    fields.put("momentum", training.momentum());
    fields.put("weight-decay", training.weightDecay());
    fields.put("schedule", Names.of(training.schedule()));
    fields.put("schedule-epochs", training.scheduleEpochs());
    fields.put("batch", training.batchSize());
    fields.put("precision", Names.of(training.precision()));
    return fields;
  }
}
