package org.curvatureladder.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LabelledImagesTest {
  private static final byte[] TWO = TestFiles.idx(new byte[] {0, 51, (byte) 255, 102}, 2, 1, 2);
  private static final byte[] ONE = TestFiles.idx(new byte[] {5, 10}, 1, 2, 1);

  @Test
  void partsFollowEachOtherAndGreyValuesAreScaledToTheUnitInterval() {
    Dataset data =
        LabelledImages.dataset(
            "both",
            List.of(
                LabelledImages.parse("a", TWO, TestFiles.idx(new byte[] {9, 3}, 2)),
                LabelledImages.parse("b", ONE, TestFiles.idx(new byte[] {0}, 1))));
    assertThat(data.features()).containsExactly(0, 0.2, 1, 0.4, 5 / 255.0, 10 / 255.0);
    assertThat(data.targets()).containsExactly(9, 3, 0);
    assertThat(data.classCount()).isEqualTo(10);
    assertThat(data.featureCount()).isEqualTo(2);
  }

  @Test
  void labelsThatDoNotFitTheImagesAreRefused() {
    assertThatThrownBy(() -> LabelledImages.parse("a", TWO, TestFiles.idx(new byte[] {1}, 1)))
        .isInstanceOf(DamagedDataException.class)
        .hasMessage("a: 2 images and 1 labels; expected as many labels as images");
    assertThatThrownBy(
            () -> LabelledImages.parse("a", TWO, TestFiles.idx(new byte[] {1, (byte) 200}, 2)))
        .isInstanceOf(DamagedDataException.class)
        .hasMessage("a: label 1 is 200; expected 0 to 9");
  }

  @Test
  void partsOfDifferentImageSizeAreRefused() {
    LabelledImages two = LabelledImages.parse("a", TWO, TestFiles.idx(new byte[] {1, 2}, 2));
    LabelledImages three =
        LabelledImages.parse(
            "b", TestFiles.idx(new byte[3], 1, 1, 3), TestFiles.idx(new byte[] {1}, 1));
    assertThatThrownBy(() -> LabelledImages.dataset("both", List.of(two, three)))
        .isInstanceOf(DamagedDataException.class)
        .hasMessage("b: 3 pixels an image; expected 2");
  }
}
