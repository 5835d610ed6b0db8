package org.curvatureladder;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows of docs/architecture.md: a package imports only those before it in this list. */
class ArchitectureTest {
  private static final String BASE = "org.curvatureladder.";

  static final List<String> READING_ORDER =
      List.of(
          "data",
          "net",
          "kernel",
          "training",
          "linalg",
          "curvature",
          "ihvp",
          "attribution",
          "retraining",
          "evaluation",
          "store",
          "verdict",
          "recipe");

  private static final JavaClasses HARNESS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.curvatureladder");

  static List<String> packages() {
    return READING_ORDER;
  }

  @ParameterizedTest
  @MethodSource("packages")
  void importsOnlyPackagesBeforeIt(String name) {
    String[] later =
        READING_ORDER.stream()
            .skip(READING_ORDER.indexOf(name) + 1L)
            .map(p -> BASE + p + "..")
            .toArray(String[]::new);
    if (later.length > 0) {
      noClasses()
          .that()
          .resideInAPackage(BASE + name + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(later)
          .allowEmptyShould(true)
          .check(HARNESS);
    }
  }

  @Test
  void everyPackageHasItsPlaceInTheOrder() {
    Set<String> found =
        HARNESS.stream()
            .map(JavaClass::getPackageName)
            .map(p -> p.substring(BASE.length()))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(READING_ORDER).containsAll(found);
  }

  @Test
  void theHarnessNeitherDrawsNorPrints() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.awt..", "javax.swing..", "org.knowm..", "picocli..")
        .check(HARNESS);
    noClasses().should().accessField(System.class, "out").check(HARNESS);
    noClasses().should().accessField(System.class, "err").check(HARNESS);
  }

  @Test
  void noStaticMutableState() {
    assertThat(
            HARNESS.stream()
                .flatMap(c -> c.getFields().stream())
                .filter(
                    f ->
                        f.getModifiers()
                            .contains(com.tngtech.archunit.core.domain.JavaModifier.STATIC))
                .filter(
                    f ->
                        !f.getModifiers()
                            .contains(com.tngtech.archunit.core.domain.JavaModifier.FINAL))
                .filter(
                    f ->
                        !f.getModifiers()
                            .contains(com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC))
                .map(f -> f.getFullName()))
        .isEmpty();
  }
}
