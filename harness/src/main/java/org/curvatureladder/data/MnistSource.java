package org.curvatureladder.data;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * MNIST (LeCun, Cortes and Burges 1998): rows 0..59,999 are the published training set, the 10,000
 * others the published test set; 28 x 28 grey values in 784 features value / 255, 10 classes.
 * Loading takes some 450 MB of heap.
 *
 * <p>Licence CC BY-SA 3.0. The files are looked for in {@code mnist/} below the data folder (names
 * as published, gzipped or not) and downloaded from {@link #ADDRESS} if they are not there.
 *
 * @param folder the data folder
 */
public record MnistSource(Path folder) implements DataSource {
  /** Where the files come from. */
  public static final String ADDRESS = "https://ossci-datasets.s3.amazonaws.com/mnist/";

  private static final IdxImageSet FILES =
      IdxImageSet.of(
          "mnist",
          ADDRESS,
          List.of(
              "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
              "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
              "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
              "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"));

  @Override
  public String name() {
    return FILES.name();
  }

  @Override
  public Dataset load() {
    return FILES.load(folder);
  }

  @Override
  public Scaling scaling() {
    return Scaling.NONE;
  }

  @Override
  public OptionalInt publishedTrainCount() {
    return OptionalInt.of(IdxImageSet.TRAIN);
  }
}
