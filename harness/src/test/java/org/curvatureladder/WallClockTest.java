package org.curvatureladder;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A clock set back harms nothing: outside the record of when a run took place, nobody reads it. */
@AnalyzeClasses(
    packages = "org.curvatureladder",
    importOptions = ImportOption.DoNotIncludeTests.class)
class WallClockTest {
  @ArchTest
  static final ArchRule NOBODY_READS_THE_CLOCK_OR_THE_AGE_OF_A_FILE =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("org.curvatureladder.store.Provenance")
          .should()
          .callMethodWhere(
              target(nameMatching("currentTimeMillis|now|.*lastModified.*|.*LastModified.*")));
}
