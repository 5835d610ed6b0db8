package org.curvatureladder.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.kernel.KernelBackend;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Loss;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same trainings in JVMs of other kinds, compared by the hash of their weights. */
class SameBitsEverywhereTest {
  private static final String VECTOR = "--add-modules=jdk.incubator.vector";
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
  private static String here;

  /** What the other JVMs run: prints the hash after as many epochs as the argument says. */
  public static void main(String[] arguments) throws Exception {
    System.out.println(hash(Integer.parseInt(arguments[0])));
  }

  private static String hash(int epochs) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (Precision precision : Precision.values()) {
      for (Activation activation : Activation.values()) {
        for (Loss loss : Loss.values()) {
          Dataset data = TrainingExamples.data(20, 9, loss);
          Trainer trainer =
              new Trainer(
                  TrainingExamples.net(9, List.of(17, 8), activation, loss),
                  TrainingExamples.recipe(8, precision),
                  KernelBackend.best());
          double[] theta =
              trainer
                  .train(data, TrainingExamples.kept(20), 1, 2, new int[] {epochs})
                  .get(0)
                  .theta();
          ByteBuffer bytes = ByteBuffer.allocate(8 * theta.length);
          bytes.asDoubleBuffer().put(theta);
          digest.update(bytes);
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @BeforeAll
  static void trainHere() throws Exception {
    assertThat(KernelBackend.best()).isEqualTo(KernelBackend.VECTOR);
    here = hash(30);
  }

  /** Lane counts: 512, 256 and 128 bits where the machine has them. */
  @ParameterizedTest
  @ValueSource(strings = {"-XX:UseAVX=3", "-XX:UseAVX=2", "-XX:MaxVectorSize=16"})
  void otherLaneCounts(String option) throws Exception {
    assumeThat(System.getProperty("os.arch")).as("x86 options").isIn("amd64", "x86_64");
    assertThat(run(JAVA_HOME, 30, List.of(VECTOR, option))).isEqualTo(here);
  }

  @Test
  void scalarTwin() throws Exception {
    assertThat(run(JAVA_HOME, 30, List.of())).isEqualTo(here);
  }

  @Test
  void interpreter() throws Exception {
    assertThat(run(JAVA_HOME, 1, List.of("-Xint", VECTOR))).isEqualTo(hash(1));
    assertThat(run(JAVA_HOME, 1, List.of("-Xint"))).isEqualTo(hash(1));
  }

  @Test
  void otherJdk() throws Exception {
    List<Path> others = otherJdks();
    assumeThat(others).as("another JDK 17+ beside " + JAVA_HOME).isNotEmpty();
    for (Path other : others) {
      assertThat(run(other, 30, List.of(VECTOR))).as(other.toString()).isEqualTo(here);
      assertThat(run(other, 30, List.of())).as(other.toString()).isEqualTo(here);
    }
  }

  /** Siblings of this JDK of another feature version from 17 on, one per version. */
  private static List<Path> otherJdks() throws IOException {
    List<Path> found = new ArrayList<>();
    List<String> versions =
        new ArrayList<>(List.of(System.getProperty("java.specification.version")));
    try (Stream<Path> siblings = Files.list(JAVA_HOME.getParent())) {
      for (Path sibling : siblings.sorted().toList()) {
        Path release = sibling.resolve("release");
        if (!Files.isReadable(release) || !Files.isExecutable(sibling.resolve("bin/java"))) {
          continue;
        }
        String version =
            Files.readString(release).replaceAll("(?s).*JAVA_VERSION=\"(\\d+).*", "$1");
        if (version.matches("\\d+")
            && Integer.parseInt(version) >= 17
            && !versions.contains(version)) {
          versions.add(version);
          found.add(sibling);
        }
      }
    }
    return found;
  }

  private static String run(Path javaHome, int epochs, List<String> options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin/java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            SameBitsEverywhereTest.class.getName(),
            String.valueOf(epochs)));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(String.join(" ", options)).isZero();
    return output.lines().reduce((a, b) -> b).orElseThrow();
  }
}
