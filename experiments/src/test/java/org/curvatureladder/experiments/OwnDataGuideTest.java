package org.curvatureladder.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/own-data.md does what it says: its recipe and a file like its example run as written. */
class OwnDataGuideTest {
  private static final Path GUIDE = Path.of("../docs/own-data.md");

  @TempDir Path folder;

  private static String block(String language) throws IOException {
    Matcher fence =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(GUIDE));
    assertThat(fence.find()).isTrue();
    return fence.group(1);
  }

  @Test
  void theGuidesRecipeRunsOnALabelledTable() throws IOException {
    StringBuilder table = new StringBuilder(block("csv"));
    Random random = new Random(3);
    for (int n = 0; n < 90; n++) {
      double shift = n % 2;
      table.append(
          String.format(
              Locale.ROOT,
              "%.2f,%.2f,%s%n",
              5 + shift + 0.7 * random.nextGaussian(),
              3 + 0.4 * random.nextGaussian(),
              n % 2 == 0 ? "short" : "long"));
    }
    Path data = Files.writeString(folder.resolve("flowers.csv"), table);
    Path recipe = folder.resolve("flowers.yaml");
    Files.writeString(recipe, block("yaml").replace("path: flowers.csv", "path: " + data));
    CommandLineRun run =
        CommandLineRun.of("run", recipe.toString(), "--out", folder.resolve("out").toString())
            .succeeds();
    assertThat(run.out()).contains("1x4 (2-4-2 tanh cross-entropy, P = 22), epoch 20", "K-FAC");
  }

  @Test
  void aColumnThatDoesNotExistIsNamed() throws IOException {
    Path data = Files.writeString(folder.resolve("flowers.csv"), block("csv"));
    Path recipe = folder.resolve("flowers.yaml");
    Files.writeString(
        recipe,
        block("yaml")
            .replace("path: flowers.csv", "path: " + data)
            .replace("target: kind", "target: kid"));
    CommandLineRun.of("run", recipe.toString(), "--out", folder.resolve("out").toString())
        .failsInOneLine(2, "kid", "kind");
  }
}
