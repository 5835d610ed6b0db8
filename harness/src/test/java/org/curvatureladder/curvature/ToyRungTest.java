package org.curvatureladder.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.curvatureladder.Tolerances;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.curvatureladder.toy.ToyRung;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The example of docs/add-a-rung.md: its code is this file's subject, and passes the contract. */
class ToyRungTest extends CurvatureContract {
  private static final Rung TOY = new Rung(ToyRung.NAME, ToyRung::of);

  ToyRungTest() {
    super(TOY);
  }

  @Override
  Ladder ladder() {
    return Ladder.standard().with(TOY);
  }

  @ParameterizedTest
  @MethodSource("nets")
  void keepsTheTraceOfEveryLayer(Nets.Net net) {
    try (LadderPoint point = net.point();
        Curvature toy = ladder().rung("Toy").at(point);
        Curvature ggn = Ladder.DIAGONAL_GAUSS_NEWTON.at(point)) {
      for (int l = 0; l < toy.blockCount(); l++) {
        try (SymmetricMatrix a = toy.block(l);
            SymmetricMatrix b = ggn.block(l)) {
          assertThat(a.trace()).isCloseTo(b.trace(), within(Tolerances.ORACLE * b.trace()));
        }
      }
    }
  }

  @Test
  void theDocumentedCodeIsTheCompiledCode() throws IOException {
    String text = Files.readString(Path.of("../docs/add-a-rung.md"));
    String source = Files.readString(Path.of("src/test/java/org/curvatureladder/toy/ToyRung.java"));
    assertThat(text).contains("```java\n" + source + "```");
    assertThat(text)
        .contains("Ladder ladder = Ladder.standard().with(new Rung(ToyRung.NAME, ToyRung::of));");
    assertThat(text.lines().count()).isLessThan(60);
  }
}
