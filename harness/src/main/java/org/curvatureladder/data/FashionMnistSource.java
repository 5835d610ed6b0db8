package org.curvatureladder.data;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * FashionMNIST (Xiao, Rasul and Vollgraf 2017, arXiv 1708.07747): rows 0..59,999 are the published
 * training set, the 10,000 others the published test set; 28 x 28 grey values in 784 features value
 * / 255, 10 classes. Loading takes some 450 MB of heap.
 *
 * <p>Licence MIT. The files are looked for in {@code fashion-mnist/} below the data folder (names
 * as published, gzipped or not) and downloaded from {@link #ADDRESS} if they are not there.
 * Debian's package dataset-fashion-mnist carries the same contents: with it, /usr/share/datasets
 * can be the data folder.
 *
 * @param folder the data folder
 */
public record FashionMnistSource(Path folder) implements DataSource {
  /** Where the files come from. */
  public static final String ADDRESS =
      "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/";

  private static final IdxImageSet FILES =
      IdxImageSet.of(
          "fashion-mnist",
          ADDRESS,
          List.of(
              "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
              "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
              "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
              "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"));

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
