package org.curvatureladder.data;

import java.util.List;

/**
 * Grey images with labels in IDX arrays: one part per pair of files, for instance the published
 * training set and the published test set.
 *
 * @param where what to call the files in errors
 * @param images count x height x width grey values 0..255
 * @param labels count class indices
 */
record LabelledImages(String where, IdxReader.Bytes images, IdxReader.Bytes labels) {
  static final int CLASSES = 10;
  private static final double WHITE = 255;

  /** Checks that there is one label below 10 per image. */
  LabelledImages {
    if (images.count() != labels.count()) {
      throw new DamagedDataException(
          "%s: %d images and %d labels; expected as many labels as images"
              .formatted(where, images.count(), labels.count()));
    }
    for (int n = 0; n < labels.count(); n++) {
      if ((labels.values()[n] & 0xff) >= CLASSES) {
        throw new DamagedDataException(
            "%s: label %d is %d; expected 0 to %d"
                .formatted(where, n, labels.values()[n] & 0xff, CLASSES - 1));
      }
    }
  }

  /** Parses the unzipped contents of the two files. */
  static LabelledImages parse(String where, byte[] images, byte[] labels) {
    return new LabelledImages(
        where,
        IdxReader.parse(images, 3, where + " images"),
        IdxReader.parse(labels, 1, where + " labels"));
  }

  /** The parts one after the other as a data set with features value / 255, in [0, 1]. */
  static Dataset dataset(String name, List<LabelledImages> parts) {
    int count = parts.stream().mapToInt(part -> part.images.count()).sum();
    int pixels = parts.get(0).images.width();
    double[] features = new double[count * pixels];
    double[] targets = new double[count];
    int feature = 0;
    int target = 0;
    for (LabelledImages part : parts) {
      if (part.images.width() != pixels) {
        throw new DamagedDataException(
            "%s: %d pixels an image; expected %d"
                .formatted(part.where, part.images.width(), pixels));
      }
      for (byte value : part.images.values()) {
        features[feature++] = (value & 0xff) / WHITE;
      }
      for (byte label : part.labels.values()) {
        targets[target++] = label;
      }
    }
    return new Dataset(name, count, features, targets, pixels, CLASSES);
  }
}
