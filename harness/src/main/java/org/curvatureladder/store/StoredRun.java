package org.curvatureladder.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.curvatureladder.data.DamagedDataException;

/**
 * A finished run on the disk: a folder with recipe.yaml, environment.json that says when the run
 * ended, and results.csv.
 *
 * @param experiment its name
 * @param folder where it lies
 * @param provenance environment.json
 * @param recipe text of recipe.yaml, in whatever form it had when it was written
 * @param question what the recipe asks; empty if it does not say
 * @param paper what the recipe reproduces; empty if it does not say
 */
public record StoredRun(
    String experiment,
    Path folder,
    Provenance provenance,
    String recipe,
    String question,
    String paper) {

  /** The profile it ran with; {@code custom} if it was not stored. */
  public String profile() {
    return provenance.settings().getOrDefault("profile", "custom");
  }

  /** Its results.csv. */
  public Path results() {
    return folder.resolve("results.csv");
  }

  /**
   * The finished run of each experiment that ended last, in the order of their names.
   *
   * @param runs folder of {@code <experiment>/<recipe-hash>} folders
   * @throws DamagedDataException if a recipe.yaml or environment.json cannot be understood
   * @throws StorageException if a folder cannot be read
   */
  public static List<StoredRun> newest(Path runs) {
    Map<String, StoredRun> newest = new TreeMap<>();
    for (Path experiment : folders(runs)) {
      for (Path folder : folders(experiment)) {
        finished(String.valueOf(experiment.getFileName()), folder)
            .ifPresent(run -> newest.merge(run.experiment(), run, StoredRun::later));
      }
    }
    return List.copyOf(newest.values());
  }

  private static StoredRun later(StoredRun a, StoredRun b) {
    return a.provenance().end().compareTo(b.provenance().end()) >= 0 ? a : b;
  }

  private static Optional<StoredRun> finished(String experiment, Path folder) {
    Path recipe = folder.resolve("recipe.yaml");
    Path environment = folder.resolve("environment.json");
    if (!Stream.of(recipe, environment, folder.resolve("results.csv")).allMatch(Files::exists)) {
      return Optional.empty();
    }
    Provenance provenance = Provenance.read(environment);
    if (provenance.end().isEmpty()) {
      return Optional.empty();
    }
    try {
      String text = Files.readString(recipe);
      JsonNode fields = new YAMLMapper().readTree(text);
      return Optional.of(
          new StoredRun(
              experiment,
              folder,
              provenance,
              text,
              fields.path("question").asText(""),
              fields.path("paper").asText("")));
    } catch (JsonProcessingException e) {
      throw new DamagedDataException(
          "%s is damaged: %s; delete the folder and run again"
              .formatted(recipe, e.getOriginalMessage().lines().findFirst().orElse("")));
    } catch (IOException e) {
      throw StorageException.reading(recipe, e);
    }
  }

  private static List<Path> folders(Path parent) {
    List<Path> folders = new ArrayList<>();
    try (Stream<Path> entries = Files.list(parent)) {
      entries.filter(Files::isDirectory).sorted(Comparator.naturalOrder()).forEach(folders::add);
    } catch (IOException e) {
      throw StorageException.reading(parent, e);
    }
    return folders;
  }
}
