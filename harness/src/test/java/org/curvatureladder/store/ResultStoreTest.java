package org.curvatureladder.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.curvatureladder.data.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultStoreTest {
  @TempDir Path root;

  @Test
  void anOutputFolderThatCannotBeUsedIsRefusedBeforeWorkStarts() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "");
    assertThatThrownBy(() -> ResultStore.create(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("cannot write to the output folder " + file + ": ")
        .hasMessageEndingWith("; expected a folder that can be written to");
    assertThatThrownBy(() -> ResultStore.create(file.resolve("below")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("cannot write to the output folder");
    assertThatThrownBy(() -> ResultStore.existing(root.resolve("nothing")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("no results in ");
  }

  @Test
  void whatAKilledRunLeftHalfWrittenIsSwept() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Path text =
        root.resolve(".results.csv." + gone.pid() + "-" + java.util.UUID.randomUUID() + ".tmp");
    Files.writeString(text, "half a file");
    ResultStore.existing(root);
    assertThat(text).exists();
    ResultStore.create(root);
    assertThat(text).doesNotExist();
  }

  @Test
  void recipeAndResultsAreWrittenWhole() throws IOException {
    ResultStore store =
        ResultStore.create(ResultStore.folder(root, "ladder", RecipeHash.of("canonical", "data")));
    assertThat(store.folder().getParent()).isEqualTo(root.resolve("ladder"));
    store.writeRecipe("name: ladder\n");
    assertThat(store.recipeFile()).hasContent("name: ladder\n");
    assertThatThrownBy(store::readEvaluation)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("results.csv does not exist");
    store.writeEvaluation(Evaluation.of(List.of()));
    assertThat(store.readEvaluation().rows()).isEmpty();
    try (Stream<Path> files = Files.list(store.folder())) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("recipe.yaml", "results.csv");
    }
  }
}
