package org.curvatureladder.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvSourceTest {
  @TempDir Path folder;

  @Test
  void withoutAHeaderTheLastColumnIsTheClass() throws IOException {
    Dataset data = new CsvSource(file("1,2.5,7\n-3,4e-1,10\r\n5,6,7\n\n")).load();
    assertThat(data.name()).isEqualTo("my.data");
    assertThat(data.features()).containsExactly(1, 2.5, -3, 0.4, 5, 6);
    assertThat(data.targets()).containsExactly(0, 1, 0);
    assertThat(data.featureCount()).isEqualTo(2);
    assertThat(data.classCount()).isEqualTo(2);
  }

  @Test
  void withAHeaderTheTargetHasAName() throws IOException {
    String text = "length,kind,\"width, cm\"\n1,setosa,2\n3,\"iris, wild\",4\n5, setosa ,6\n";
    Dataset data = new CsvSource(file(text), Optional.of("kind"), Task.CLASSIFICATION).load();
    assertThat(data.features()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(data.targets()).containsExactly(1, 0, 1);
  }

  @Test
  void integerClassesAreOrderedAsNumbers() throws IOException {
    assertThat(new CsvSource(file("0,10\n0,9\n0,-1\n")).load().targets()).containsExactly(2, 1, 0);
  }

  @Test
  void aRegressionTargetIsKept() throws IOException {
    Dataset data =
        new CsvSource(file("x,y\n1,79.99\n2,61.89\n"), Optional.empty(), Task.REGRESSION).load();
    assertThat(data.targets()).containsExactly(79.99, 61.89);
    assertThat(data.isClassification()).isFalse();
  }

  @Test
  void everyFaultIsNamedInOneLine() throws IOException {
    refused(folder.resolve("absent.csv"), "data file .*absent.csv does not exist");
    refused(folder, "data file .* is not a file");
    refused(file(""), ".*my.data.csv is empty");
    refused(file("a,b\n"), ".*my.data.csv has a header and no examples");
    refused(file("1\n2\n"), ".*my.data.csv has 1 column, expected at least one feature.*");
    refused(file("1,2,0\n1,2\n"), ".*my.data.csv, line 2: 2 columns, expected 3");
    refused(
        file("a,b,c\n1,2,0\n1,two,0\n"),
        ".*my.data.csv, line 3, column 2 \\(b\\): 'two' is not a finite number");
    refused(file("1,2,0\n1,,1\n"), ".*my.data.csv, line 2, column 2: '' is not a finite number");
    refused(file("NaN,2,0\n1,2,1\n"), ".*line 1, column 1: 'NaN' is not a finite number");
    refused(file("1,0\n2,0\n"), ".*has only the class '0', expected at least 2 classes");
    refused(
        file("1,0\n2,0.5\n"), ".*line 2, column 2: '0.5' is not a class, expected an integer.*");
    refused(file("1,0\n2,\n"), ".*line 2, column 2: '' is not a class.*");
    refused(file("1,\"0\n2,1\n"), ".*my.data.csv, line .*");
    Path latin = folder.resolve("latin.csv");
    Files.write(latin, "1,größe\n".getBytes(StandardCharsets.ISO_8859_1));
    refused(latin, "data file .*latin.csv is not UTF-8 text");
  }

  @Test
  void anUnknownTargetColumnIsRefusedWithTheNearestName() throws IOException {
    Path file = file("length,width,kind\n1,2,a\n1,2,b\n");
    assertThatThrownBy(() -> new CsvSource(file, Optional.of("knd"), Task.CLASSIFICATION).load())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageMatching(
            ".*has no column 'knd'; did you mean 'kind'\\? \\(its columns: length, width, kind\\)");
    Path bare = file("1,2,0\n1,2,1\n");
    assertThatThrownBy(() -> new CsvSource(bare, Optional.of("kind"), Task.CLASSIFICATION).load())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageMatching(".*has no header line, so no column 'kind'");
  }

  private void refused(Path file, String message) {
    assertThatThrownBy(() -> new CsvSource(file).load())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageMatching(message);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("my.data.csv"), text);
  }
}
