package org.curvatureladder.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sources that are not shipped, without their data and without a network. */
class RemoteSourcesTest {
  @TempDir Path folder;

  @Test
  void anImageSetIsReadFromItsFourFilesTrainingFirst() throws IOException {
    List<byte[]> contents =
        List.of(
            TestFiles.idx(new byte[] {0, 51, (byte) 255, 102}, 2, 1, 2),
            TestFiles.idx(new byte[] {4, 5}, 2),
            TestFiles.idx(new byte[] {(byte) 153, (byte) 204}, 1, 1, 2),
            TestFiles.idx(new byte[] {6}, 1));
    List<RemoteFile> files = new ArrayList<>();
    for (int k = 0; k < 4; k++) {
      Files.write(folder.resolve("file" + k), contents.get(k));
      files.add(
          new RemoteFile(
              "file" + k, URI.create("http://x.invalid/"), FileContent.sha256(contents.get(k))));
    }
    Dataset data = new IdxImageSet("tiny", files).load(folder);
    assertThat(data.features()).containsExactly(0, 0.2, 1, 0.4, 0.6, 0.8);
    assertThat(data.targets()).containsExactly(4, 5, 6);
    assertThat(data.name()).isEqualTo("tiny");
  }

  @Test
  void wrongFilesOfTheUserAreRefusedByTheirHash() throws IOException {
    Files.createDirectories(folder.resolve("mnist"));
    Files.createDirectories(folder.resolve("fashion-mnist"));
    Files.createDirectories(folder.resolve("parkinsons"));
    Files.write(folder.resolve("mnist/train-images-idx3-ubyte.gz"), new byte[10]);
    Files.write(folder.resolve("fashion-mnist/train-images-idx3-ubyte"), new byte[10]);
    Files.write(folder.resolve("parkinsons/parkinsons_updrs.data.gz"), new byte[10]);
    refused(
        new MnistSource(folder),
        "https://ossci-datasets.s3.amazonaws.com/mnist/train-images-idx3-ubyte.gz");
    refused(
        new FashionMnistSource(folder),
        "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/train-images-idx3-ubyte.gz");
    refused(new ParkinsonsSource(folder), ParkinsonsSource.ADDRESS);
  }

  private static void refused(DataSource source, String address) {
    assertThatThrownBy(source::load)
        .isInstanceOf(DamagedDataException.class)
        .hasMessageEndingWith("; delete it to download it again from " + address);
  }

  @Test
  void parkinsonsDropsTheIdentifierAndThePartOfTheTarget() {
    String file =
        """
        subject#,age,sex,test_time,motor_UPDRS,total_UPDRS,Jitter(%),PPE
        1,72,0,5.6431,28.199,34.398,0.00662,3.38e-005
        2,73,1,-1,3,4,5,6
        """;
    Dataset data = new ParkinsonsSource(folder).read(file.getBytes(StandardCharsets.US_ASCII));
    assertThat(data.features()).containsExactly(72, 0, 5.6431, 0.00662, 3.38e-5, 73, 1, -1, 5, 6);
    assertThat(data.targets()).containsExactly(34.398, 4);
    assertThat(data.isClassification()).isFalse();
    assertThat(data.featureCount()).isEqualTo(5);
  }

  @Test
  void scalingAndDivisionAreThoseOfTheKindOfData() {
    assertThat(new ParkinsonsSource(folder).scaling()).isEqualTo(Scaling.FEATURES_AND_TARGETS);
    assertThat(new ParkinsonsSource(folder).publishedTrainCount()).isEmpty();
    for (DataSource images : List.of(new MnistSource(folder), new FashionMnistSource(folder))) {
      assertThat(images.scaling()).isEqualTo(Scaling.NONE);
      assertThat(images.publishedTrainCount()).hasValue(60_000);
    }
    assertThat(new DigitsSource().scaling()).isEqualTo(Scaling.FEATURES);
    assertThat(new DigitsSource().publishedTrainCount()).isEmpty();
  }
}
