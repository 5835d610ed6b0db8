package org.curvatureladder.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the shipped subset of FashionMNIST anew from the full set. Arguments: the data folder (for
 * instance /usr/share/datasets with Debian's dataset-fashion-mnist) and the folder to write to.
 */
final class FashionMnistSubsetMaker {
  private FashionMnistSubsetMaker() {}

  public static void main(String[] arguments) throws IOException {
    FashionMnistSource full = new FashionMnistSource(Path.of(arguments[0]));
    Path out = Files.createDirectories(Path.of(arguments[1]));
    SplitRows rows = rows();
    Dataset all = full.load();
    write(out, "train", all.subset(rows.train()));
    write(out, "t10k", all.subset(rows.query()));
  }

  /** The rule: what FixedSplit draws from the full set. */
  static SplitRows rows() {
    FashionMnistSource full = new FashionMnistSource(Path.of("."));
    return FixedSplit.of(
            full,
            FashionMnistSubsetSource.TRAIN,
            FashionMnistSubsetSource.QUERY,
            FashionMnistSubsetSource.SEED)
        .draw(70_000);
  }

  private static void write(Path out, String part, Dataset data) throws IOException {
    byte[] pixels = new byte[data.features().length];
    for (int k = 0; k < pixels.length; k++) {
      pixels[k] = (byte) Math.round(data.features()[k] * 255);
    }
    byte[] labels = new byte[data.count()];
    for (int n = 0; n < labels.length; n++) {
      labels[n] = (byte) data.label(n);
    }
    gzip(out.resolve(part + "-images-idx3-ubyte.gz"), TestFiles.idx(pixels, data.count(), 28, 28));
    gzip(out.resolve(part + "-labels-idx1-ubyte.gz"), TestFiles.idx(labels, data.count()));
  }

  private static void gzip(Path file, byte[] content) throws IOException {
    Files.write(file, TestFiles.gzip(content));
  }
}
