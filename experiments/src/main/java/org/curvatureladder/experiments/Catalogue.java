package org.curvatureladder.experiments;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.data.NearestName;
import org.curvatureladder.recipe.Experiment;
import org.curvatureladder.recipe.RecipeReader;

/**
 * The experiments one can name: the recipes shipped in {@code recipes/*.yaml}, and any recipe file
 * of the user's by its path.
 */
final class Catalogue {
  private static final String FOLDER = "/recipes";
  private static final String ENDING = ".yaml";
  private final RecipeReader reader = new RecipeReader();

  /** Names of the shipped experiments in alphabetical order. */
  List<String> names() {
    URL folder = Catalogue.class.getResource(FOLDER);
    if (folder == null) {
      throw new IllegalStateException("no recipes on the class path");
    }
    try {
      URI uri = folder.toURI();
      if (uri.getScheme().equals("jar")) {
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
          return names(jar.getPath(FOLDER));
        }
      }
      return names(Path.of(uri));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(file -> file.endsWith(ENDING))
          .map(file -> file.substring(0, file.length() - ENDING.length()))
          .sorted()
          .toList();
    }
  }

  /**
   * The resolved recipe of an experiment.
   *
   * @param experiment a name of {@link #names}, or the path of a recipe file
   * @throws InvalidInputException if there is no such experiment, or the recipe is not valid
   */
  Experiment experiment(String experiment, String profile, List<String> overrides) {
    if (experiment.endsWith(ENDING)) {
      return reader.read(Path.of(experiment), profile, overrides);
    }
    return reader.read(experiment + ENDING, text(experiment), profile, overrides);
  }

  /** The profiles of a shipped experiment. */
  List<String> profiles(String experiment) {
    return reader.profiles(experiment + ENDING, text(experiment));
  }

  private String text(String experiment) {
    List<String> names = names();
    if (!names.contains(experiment)) {
      throw new InvalidInputException(
          "unknown experiment '%s'; expected one of %s, or the path of a .yaml recipe%s"
              .formatted(
                  experiment, String.join(", ", names), NearestName.hint(experiment, names)));
    }
    try (InputStream in = Catalogue.class.getResourceAsStream(FOLDER + "/" + experiment + ENDING)) {
      if (in == null) {
        throw new IllegalStateException("recipe of " + experiment + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
