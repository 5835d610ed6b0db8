package org.curvatureladder.data;

import java.util.List;
import java.util.OptionalInt;

/**
 * The part of FashionMNIST that paper B's 6,144 / 100 setting needs, shipped as a resource (MIT
 * licence, beside the files): rows 0..6143 from the published training set, rows 6144..6243 from
 * the published test set, each ascending in the original order; 784 features value / 255, 10
 * classes.
 *
 * <p>The images are those that {@code FixedSplit.of(new FashionMnistSource(folder), 6144, 100, 0)}
 * draws from the full set: the same rule, and the same split as the full set with that seed.
 */
public final class FashionMnistSubsetSource implements DataSource {
  static final int TRAIN = 6144;
  static final int QUERY = 100;
  static final long SEED = 0;

  private static final String FOLDER = "fashion-mnist-subset/";
  private static final Resource TRAIN_IMAGES =
      new Resource(
          FOLDER + "train-images-idx3-ubyte.gz",
          "82fbccdaf2069496a8e1a8f4dc341011b58138c4779425021301b7d3b7ae52ea");
  private static final Resource TRAIN_LABELS =
      new Resource(
          FOLDER + "train-labels-idx1-ubyte.gz",
          "94384c6cc398df4ddcf96418d79eadd64fa573845877668ed4cee79b11ae3729");
  private static final Resource TEST_IMAGES =
      new Resource(
          FOLDER + "t10k-images-idx3-ubyte.gz",
          "a472c7c607ae5bb39dfdd134b8e8bbe92c262b01867280ee6f49d39aa721aa18");
  private static final Resource TEST_LABELS =
      new Resource(
          FOLDER + "t10k-labels-idx1-ubyte.gz",
          "6ac700a7a98fc18d0ed572faeb1349dabc22200465cd64e7437f578b15f52bfb");

  @Override
  public String name() {
    return "fashion-mnist-subset";
  }

  @Override
  public Dataset load() {
    return LabelledImages.dataset(
        name(),
        List.of(
            LabelledImages.parse(
                FOLDER + " training", TRAIN_IMAGES.content(), TRAIN_LABELS.content()),
            LabelledImages.parse(FOLDER + " test", TEST_IMAGES.content(), TEST_LABELS.content())));
  }

  @Override
  public Scaling scaling() {
    return Scaling.NONE;
  }

  @Override
  public OptionalInt publishedTrainCount() {
    return OptionalInt.of(TRAIN);
  }
}
