package org.curvatureladder.experiments;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/** Writes tiny.yaml and its data, three noisy clusters in the plane, into a folder. */
final class TinyRecipe {
  private TinyRecipe() {}

  static Path in(Path folder) throws IOException {
    Path data = folder.resolve("clusters.csv");
    StringBuilder csv = new StringBuilder("x,y,label\n");
    Random random = new Random(1);
    for (int n = 0; n < 60; n++) {
      int label = n % 3;
      csv.append(
          String.format(
              Locale.ROOT,
              "%.6f,%.6f,%d%n",
              Math.cos(2.1 * label) + 0.6 * random.nextGaussian(),
              Math.sin(2.1 * label) + 0.6 * random.nextGaussian(),
              label));
    }
    Files.writeString(data, csv);
    try (InputStream in = TinyRecipe.class.getResourceAsStream("/tiny.yaml")) {
      String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Files.writeString(folder.resolve("tiny.yaml"), yaml.replace("PATH", data.toString()));
    }
  }
}
