package org.curvatureladder.data;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The four files of MNIST and of sets made like it: 60,000 training and 10,000 test images.
 *
 * @param name of the set; the folder of its files below the data folder
 * @param files training images, training labels, test images, test labels
 */
record IdxImageSet(String name, List<RemoteFile> files) {
  static final int TRAIN = 60_000;
  private static final List<String> FILE_NAMES =
      List.of(
          "train-images-idx3-ubyte.gz",
          "train-labels-idx1-ubyte.gz",
          "t10k-images-idx3-ubyte.gz",
          "t10k-labels-idx1-ubyte.gz");

  /** The set at an address ending with a slash, with the hashes of its files' contents. */
  static IdxImageSet of(String name, String address, List<String> hashes) {
    return new IdxImageSet(
        name,
        IntStream.range(0, FILE_NAMES.size())
            .mapToObj(
                k ->
                    new RemoteFile(
                        name + "/" + FILE_NAMES.get(k),
                        URI.create(address + FILE_NAMES.get(k)),
                        hashes.get(k)))
            .toList());
  }

  /** All 70,000 images, the training set first. */
  Dataset load(Path folder) {
    return LabelledImages.dataset(
        name,
        List.of(
            LabelledImages.parse(
                name + " training", files.get(0).content(folder), files.get(1).content(folder)),
            LabelledImages.parse(
                name + " test", files.get(2).content(folder), files.get(3).content(folder))));
  }
}
