package org.curvatureladder.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DataSourcesTest {
  private static final Path FOLDER = Path.of("folder");
  private final DataSources sources = new DataSources(FOLDER);

  @Test
  void everyNameIsTheNameOfItsSource() {
    assertThat(sources.names())
        .containsExactly(
            "concrete",
            "csv",
            "digits",
            "fashion-mnist",
            "fashion-mnist-subset",
            "fashion-mnist-subset-noisy",
            "mnist",
            "parkinsons");
    for (String name : sources.names()) {
      if (!name.equals("csv")) {
        assertThat(sources.get(name).name()).isEqualTo(name);
      }
    }
    assertThat(sources.get("mnist")).isEqualTo(new MnistSource(FOLDER));
    assertThat(sources.get("parkinsons")).isEqualTo(new ParkinsonsSource(FOLDER));
  }

  @Test
  void csvIsTheUsersOwnFile() {
    CsvSource own = new CsvSource(Path.of("own.csv"));
    assertThat(new DataSources(FOLDER, Optional.of(own)).get("csv")).isSameAs(own);
    assertThatThrownBy(() -> sources.get("csv"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("data source csv: no file given; expected the path of a CSV file");
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearestOne() {
    assertThatThrownBy(() -> sources.get("fashion-mnst"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("unknown data source 'fashion-mnst'; did you mean 'fashion-mnist'?")
        .hasMessageContaining("expected one of concrete, csv, digits,");
    assertThatThrownBy(() -> sources.get("imagenet"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("unknown data source 'imagenet' (expected one of");
  }

  @Test
  void theDefaultFolderIsInTheUsersCache() {
    assertThat(DataSources.defaultFolder())
        .isEqualTo(Path.of(System.getProperty("user.home"), ".cache", "curvature-ladder"));
  }
}
