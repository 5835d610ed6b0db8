package org.curvatureladder.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.curvatureladder.curvature.Fisher;
import org.curvatureladder.curvature.LadderOptions;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.ihvp.Damping;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.Measurement;
import org.curvatureladder.training.Precision;
import org.curvatureladder.training.Schedule;
import org.curvatureladder.training.TrainingRecipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeReaderTest {
  private static final Path LADDER = Path.of("../experiments/recipes/ladder.yaml");
  private final RecipeReader reader = new RecipeReader();

  @TempDir Path folder;

  private static String ladder() throws IOException {
    return Files.readString(LADDER);
  }

  private Recipe smoke(String... overrides) {
    return only(reader.read(LADDER, "smoke", List.of(overrides)));
  }

  private static Recipe only(Experiment experiment) {
    assertThat(experiment.settings()).hasSize(1);
    return experiment.settings().get(0);
  }

  @Test
  void theLadderHasTheProtocolOfThePaper() {
    Recipe recipe = only(reader.read(LADDER, "paper", List.of()));
    assertThat(recipe.name()).isEqualTo("ladder");
    assertThat(recipe.profile()).isEqualTo("paper");
    assertThat(recipe.data()).isEqualTo(new Recipe.Data("digits", "", "", 0.1, 0, 0, 0));
    assertThat(recipe.activation()).isEqualTo(Activation.GELU);
    assertThat(recipe.loss()).isEqualTo(Loss.CROSS_ENTROPY);
    assertThat(recipe.measurement()).isEqualTo(Measurement.LOSS);
    assertThat(recipe.setups())
        .containsExactly(
            new Recipe.Setup("1x16", List.of(16), 1),
            new Recipe.Setup("4x16", List.of(16, 16, 16, 16), 1));
    assertThat(recipe.training())
        .isEqualTo(
            new TrainingRecipe(0.03, 1e-8, 0.9, 0, Schedule.COSINE, 1000, 32, Precision.FLOAT64));
    assertThat(recipe.checkpoints()).containsExactly(10, 100, 1000);
    assertThat(recipe.alphas()).containsExactly(0.3, 0.5, 0.7, 0.9);
    assertThat(recipe.masks()).isEqualTo(100);
    assertThat(recipe.repeats()).isEqualTo(100);
    assertThat(recipe.rungs()).containsExactly("H", "GGN", "Block-GGN", "EK-FAC", "K-FAC");
    assertThat(recipe.damping()).containsExactly(1.0, .1, .01, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8);
    assertThat(recipe.bootstrap()).isEqualTo(new Recipe.Bootstrap(1000, 0.95));
  }

  @Test
  void profilesChangeSizesOnly() throws IOException {
    assertThat(reader.profiles("ladder.yaml", ladder())).containsExactly("smoke", "quick", "paper");
    Recipe smoke = smoke();
    Recipe quick = only(reader.read(LADDER, "quick", List.of()));
    assertThat(smoke.checkpoints()).containsExactly(10, 100);
    assertThat(smoke.masks()).isEqualTo(30);
    assertThat(smoke.repeats()).isEqualTo(4);
    assertThat(quick.masks()).isEqualTo(100);
    assertThat(quick.repeats()).isEqualTo(10);
    assertThat(quick.alphas()).containsExactly(0.5);
    assertThat(smoke.training()).isEqualTo(quick.training());
  }

  @Test
  void overridesAreYamlValuesAtDottedKeys() {
    Recipe recipe =
        smoke(
            "training.learning-rate=0.1",
            "masks=50",
            "alphas=[.3, 0.5]",
            "setups=[{name: linear, hidden: []}, {name: 2x8, hidden: [8, 8]}]",
            "bootstrap.resamples=10",
            "masks = 51",
            "damping=[1e-3]",
            "seed=-5000000000");
    assertThat(recipe.training().learningRate()).isEqualTo(0.1);
    assertThat(recipe.training().momentum()).isEqualTo(0.9);
    assertThat(recipe.masks()).isEqualTo(51);
    assertThat(recipe.alphas()).containsExactly(0.3, 0.5);
    assertThat(recipe.setups().get(0)).isEqualTo(new Recipe.Setup("linear", List.of(), 1));
    assertThat(recipe.setups().get(1).hidden()).containsExactly(8, 8);
    assertThat(recipe.bootstrap()).isEqualTo(new Recipe.Bootstrap(10, 0.95));
    assertThat(recipe.damping()).containsExactly(1e-3);
    assertThat(recipe.seed()).isEqualTo(-5000000000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"smoke", "quick", "paper"})
  void aResolvedRecipeReadsBackEqualAndByteStable(String profile) throws IOException {
    Experiment recipe =
        reader.read(
            LADDER,
            profile,
            List.of(
                "data={source: csv, path: \"a b: 'c'.csv\", query-fraction: .2, split-seed: 3}"));
    Path file = folder.resolve("recipe.yaml");
    Files.writeString(file, recipe.toYaml());
    Experiment back = reader.readResolved(file);
    assertThat(back).isEqualTo(recipe);
    assertThat(back.toYaml()).isEqualTo(recipe.toYaml());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "mask=3 | unknown key 'mask' in --set mask=3; did you mean 'masks'?",
        "training.momentun=.5 | unknown key 'training.momentun' in --set training.momentun=.5; did you mean 'training.momentum'?",
        "trainin.momentum=.5 | unknown key 'trainin' in --set trainin.momentum=.5; did you mean 'training'?",
        "bootstrap.seed=1 | unknown key 'bootstrap.seed' in --set bootstrap.seed=1; expected one of bootstrap.resamples, bootstrap.confidence",
        "masks | --set masks; expected --set key=value",
        "profile=paper | --set profile=paper; the profile is chosen with --profile",
        "masks.x=1 | 'masks' in --set masks.x=1 is not a section; expected masks=value",
        "masks=0 | masks is 0 in --set masks=0; expected a whole number of at least 3",
        "masks=30.5 | masks is 30.5 in --set masks=30.5; expected a whole number of at least 3",
        "masks='30' | masks is '30' in --set masks='30'; expected a whole number of at least 3",
        "masks=99999999999 | masks is 99999999999 in --set masks=99999999999; expected a whole number of at least 3",
        "masks= | masks is empty in --set masks=; expected a whole number of at least 3",
        "masks=[1 | --set masks=[1 is not YAML: while parsing a flow sequence",
        "repeats=-1 | repeats is -1 in --set repeats=-1; expected a whole number of at least 1",
        "alphas=[0.5, 0] | alphas[1] is 0 in --set alphas=[0.5, 0]; expected a number between 0 and 1, exclusive",
        "alphas=[1.0] | alphas[0] is 1.0 in --set alphas=[1.0]; expected a number between 0 and 1, exclusive",
        "alphas=0.5 | alphas is 0.5 in --set alphas=0.5; expected a list of numbers",
        "alphas=[] | alphas is [] in --set alphas=[]; expected a list of numbers",
        "alphas=[.5, .5] | alphas is [0.5,0.5] in --set alphas=[.5, .5]; expected every item once",
        "damping=[1, -1e-3] | damping[1] is -0.001 in --set damping=[1, -1e-3]; expected a number above 0",
        "activation=geluu | activation is 'geluu' in --set activation=geluu; expected one of relu, tanh, gelu; did you mean 'gelu'?",
        "activation=5 | activation is 5 in --set activation=5; expected one of relu, tanh, gelu",
        "measurement=margins | measurement is 'margins' in --set measurement=margins; expected one of loss, margin; did you mean 'margin'?",
        "rungs=[H, KFAC] | rungs[1] is 'KFAC' in --set rungs=[H, KFAC]; expected one of H, Block-H, GGN, Block-GGN, BK-FAC, EK-FAC, KFOC, K-FAC, Diagonal-GGN, Identity; did you mean 'KFOC'?",
        "curvature.negative-eigenvalues=dropp | curvature.negative-eigenvalues is 'dropp' in --set curvature.negative-eigenvalues=dropp; expected one of absolute, drop, keep; did you mean 'drop'?",
        "negative-eigenvalues=drop | unknown key 'negative-eigenvalues' in --set negative-eigenvalues=drop; expected one of name, question, paper, profile, analysis, axis, setting, data, activation, loss, setups, training, checkpoints, alphas, masks, repeats, seed, measurement, rungs, damping, damping-rule, damping-cutoff, curvature, switches, spectra-up-to, bootstrap",
        "curvature.fisher=exakt | curvature.fisher is 'exakt' in --set curvature.fisher=exakt; expected one of exact, mc, empirical; did you mean 'exact'?",
        "curvature.samples=3 | curvature.samples is 3 in --set curvature.samples=3; expected no samples for fisher exact",
        "curvature.fishers=mc | unknown key 'curvature.fishers' in --set curvature.fishers=mc; did you mean 'curvature.fisher'?",
        "curvature={fisher: mc, samples: 0} | curvature.samples is 0 in --set curvature={fisher: mc, samples: 0}; expected a whole number of at least 1",
        "curvature.blocks=tensor | curvature.blocks is 'tensor' in --set curvature.blocks=tensor; expected layer, or bias separate: a joint factor couples both tensors",
        "curvature=exact | curvature is 'exact' in --set curvature=exact; expected a section with the keys fisher, samples, sampling-seed, bias, blocks, negative-eigenvalues",
        "damping-rule=pi | damping-rule is 'pi' in --set damping-rule=pi; expected one of absolute, relative, relative-per-block, pi-heuristic, pseudo-inverse",
        "damping-rule=relativ | damping-rule is 'relativ' in --set damping-rule=relativ; expected one of absolute, relative, relative-per-block, pi-heuristic, pseudo-inverse; did you mean 'relative'?",
        "damping-cutoff=1e-6 | damping-cutoff is 1.0E-6 in --set damping-cutoff=1e-6; expected no cutoff for damping-rule absolute",
        "switches=paper-as-publisht | unknown switches 'paper-as-publisht' in --set switches=paper-as-publisht; expected one of paper-controlled, paper-as-published; did you mean 'paper-as-published'?",
        "loss=hinge | loss is 'hinge' in --set loss=hinge; expected one of cross-entropy, squared-error",
        "checkpoints=[100, 10] | checkpoints is [100,10] in --set checkpoints=[100, 10]; expected epochs in ascending order",
        "checkpoints=[2000] | checkpoints is [2000] in --set checkpoints=[2000]; expected no epoch after training.schedule-epochs 1000",
        "training.batch=0 | training.batch is 0 in --set training.batch=0; expected a whole number of at least 1",
        "training.momentum=1 | training.momentum is 1 in --set training.momentum=1; expected a number from 0 to below 1",
        "training.learning-rate=.inf | --set training.learning-rate=.inf is not YAML: Malformed numeric value '.inf'",
        "training.final-learning-rate=1 | training.final-learning-rate is 1 in --set training.final-learning-rate=1; expected a number from 0 to the learning rate 0.03",
        "training.precision=half | training.precision is 'half' in --set training.precision=half; expected one of float64, float32",
        "training=fast | training is 'fast' in --set training=fast; expected a section with the keys learning-rate, final-learning-rate, momentum, weight-decay, schedule, schedule-epochs, batch, precision",
        "data={source: digits} | data.query-fraction is missing in --set data={source: digits}; expected a number between 0 and 1, exclusive",
        "data.source=mnits | data.source is 'mnits' in --set data.source=mnits; expected one of concrete, csv, digits, fashion-mnist, fashion-mnist-subset, fashion-mnist-subset-noisy, mnist, parkinsons; did you mean 'mnist'?",
        "data.train-count=9 | data.query-fraction is 0.1 in ladder.yaml; expected no fraction beside train-count and query-count",
        "data={source: digits, train-count: 9, split-seed: 0} | data.query-count is missing in --set data={source: digits, train-count: 9, split-seed: 0}; expected a whole number of at least 1",
        "data.target=y | data.target is 'y' in --set data.target=y; expected no target for source digits",
        "analysis=lader | analysis is 'lader' in --set analysis=lader; expected ladder; did you mean 'ladder'?",
        "setups=[{name: a, hidden: [3], activation-scale: 0}] | setups[0].activation-scale is 0 in --set setups=[{name: a, hidden: [3], activation-scale: 0}]; expected a number above 0",
        "data.source=csv | data.path is missing in ladder.yaml; expected text",
        "data.path=x.csv | data.path is 'x.csv' in --set data.path=x.csv; expected no path for source digits",
        "setups=[{name: ../x, hidden: [1]}] | setups[0].name is '../x' in --set setups=[{name: ../x, hidden: [1]}]; expected a name of letters, digits, '.', '_' and '-'",
        "setups=[{name: a, hidden: [0]}] | setups[0].hidden[0] is 0 in --set setups=[{name: a, hidden: [0]}]; expected a whole number of at least 1",
        "setups=[{name: a, hiden: [3]}] | unknown key 'setups[0].hiden' in --set setups=[{name: a, hiden: [3]}]; did you mean 'setups[0].hidden'?",
        "setups=[{name: a, hidden: [3]}, {name: a, hidden: [4]}] | setups is [{\"name\":\"a\",\"hidden\":[3]},{\"name\":\"a\",\"hidden\":[4]}] in --set setups=[{name: a, hidden: [3]}, {name: a, hidden: [4]}]; expected every item once",
        "bootstrap.confidence=95 | bootstrap.confidence is 95 in --set bootstrap.confidence=95; expected a number between 0 and 1, exclusive",
        "seed=1.5 | seed is 1.5 in --set seed=1.5; expected a whole number"
      })
  void wrongOverridesGiveOneClearLine(String override, String message) {
    assertThatThrownBy(() -> smoke(override))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "masks: 100 | mask: 100 | unknown key 'mask' in ladder.yaml; did you mean 'masks'?",
        "  momentum: 0.9 | # | training.momentum is missing in ladder.yaml; expected a number from 0 to below 1",
        "activation: gelu | # | activation is missing in ladder.yaml; expected one of relu, tanh, gelu",
        "    repeats: 4 | repeats: four | repeats is 'four' in profile smoke of ladder.yaml; expected a whole number of at least 1",
        "    repeats: 4 | momentum: 0 | unknown key 'momentum' in profile smoke of ladder.yaml; expected one of setups, checkpoints, alphas, masks, repeats, bootstrap, only, sizes-of",
        "seed: 0 | profile: x | unknown key 'profile' in ladder.yaml; the profile is chosen with --profile",
        "measurement: loss | measurement: [loss | ladder.yaml line 43 is not YAML: while parsing a flow sequence",
        "measurement: loss | seed: 5 | ladder.yaml line 41 is not YAML: Duplicate field 'seed'",
      })
  void wrongFilesGiveOneClearLine(String line, String replacement, String message)
      throws IOException {
    List<String> lines = new ArrayList<>(ladder().lines().toList());
    int at = lines.stream().map(String::strip).toList().indexOf(line);
    String indent = lines.get(at).substring(0, lines.get(at).indexOf(line));
    lines.set(at, indent + replacement);
    String changed = String.join("\n", lines);
    assertThatThrownBy(() -> reader.read("ladder.yaml", changed, "smoke", List.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }

  @Test
  void theSwitchesDefaultToTheControlledComparison() throws IOException {
    String bare =
        ladder()
            .replaceAll(
                "(?m)^damping-rule:.*$|^curvature:\\s*$|^  (fisher|bias|blocks|negative).*$", "");
    assertThat(bare).doesNotContain("negative-eigenvalues: absolute");
    for (Recipe recipe :
        List.of(
            smoke(),
            smoke("switches=paper-controlled"),
            only(reader.read("ladder.yaml", bare, "smoke", List.of())))) {
      assertThat(recipe.curvature()).isEqualTo(LadderOptions.paperControlled());
      assertThat(recipe.damping(0.1)).isEqualTo(Damping.absolute(0.1));
      assertThat(recipe).isEqualTo(smoke());
    }
  }

  /** The table of what the paper's code does; a switch that is set is not overruled. */
  @Test
  void thePublishedSwitchesFillInWhatIsNotSet() throws IOException {
    String bare =
        ladder()
            .replaceAll(
                "(?m)^damping-rule:.*$|^curvature:\\s*$|^  (fisher|bias|blocks|negative).*$", "");
    Experiment experiment =
        reader.read("ladder.yaml", bare, "smoke", List.of("switches=paper-as-published"));
    Recipe published = only(experiment);
    assertThat(published.curvature()).isEqualTo(LadderOptions.paperAsPublished(0));
    assertThat(published.damping(1e-4))
        .isEqualTo(new Damping(Damping.Rule.PI_HEURISTIC, 1e-4, 1e-6));
    Recipe one =
        only(
            reader.read(
                "ladder.yaml",
                bare,
                "smoke",
                List.of(
                    "switches=paper-as-published",
                    "curvature.fisher=exact",
                    "damping-rule=absolute")));
    assertThat(one.curvature())
        .isEqualTo(LadderOptions.paperAsPublished(0).with(new Fisher.Exact()));
    assertThat(one.damping(1e-4)).isEqualTo(Damping.absolute(1e-4));
    Path file = folder.resolve("recipe.yaml");
    Files.writeString(file, experiment.toYaml());
    assertThat(experiment.toYaml()).doesNotContain("paper-as-published");
    assertThat(reader.readResolved(file)).isEqualTo(experiment);
  }

  @Test
  void anUnknownProfileNamesTheValidOnes() {
    assertThatThrownBy(() -> reader.read(LADDER, "smok", List.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "unknown profile 'smok' in ladder.yaml; expected one of smoke, quick, paper; did you mean 'smoke'?");
  }

  @Test
  void whatIsNotARecipeIsRefused() {
    for (String text : List.of("", "just text", "[1, 2]")) {
      assertThatThrownBy(() -> reader.read("x.yaml", text, "smoke", List.of()))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("x.yaml is not a recipe; expected YAML keys and values");
    }
    assertThatThrownBy(() -> reader.readResolved(folder.resolve("none.yaml")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("cannot read the recipe");
  }

  @Test
  void marginsNeedClasses() {
    assertThatThrownBy(() -> smoke("loss=squared-error", "measurement=margin"))
        .hasMessage(
            "measurement is 'margin' in --set measurement=margin; expected loss, as a margin needs loss cross-entropy");
  }

  private static final String SETTINGS =
      """
      settings:
        - {name: exact}
        - {name: one-sample, curvature: {fisher: mc}, masks: 40}
        - {name: large, setups: [{name: 1x32, hidden: [32]}]}
      """;

  private Experiment withSettings(String profile, String... overrides) throws IOException {
    String text = ladder().replace("\nbootstrap:", "\n" + SETTINGS + "\nbootstrap:");
    return reader.read("ladder.yaml", text, profile, List.of(overrides));
  }

  @Test
  void settingsAreLaidOverTheFile() throws IOException {
    Experiment experiment = withSettings("paper");
    assertThat(experiment.settings().stream().map(Recipe::setting))
        .containsExactly("exact", "one-sample", "large");
    assertThat(experiment.setting("exact").curvature()).isEqualTo(LadderOptions.paperControlled());
    assertThat(experiment.setting("one-sample").curvature())
        .isEqualTo(LadderOptions.paperControlled().with(new Fisher.MonteCarlo(1, 0)));
    assertThat(experiment.setting("one-sample").masks()).isEqualTo(100); // the profile's
    assertThat(experiment.setting("large").setups())
        .containsExactly(new Recipe.Setup("1x32", List.of(32), 1));
    Path file = folder.resolve("recipe.yaml");
    Files.writeString(file, experiment.toYaml());
    assertThat(reader.readResolved(file)).isEqualTo(experiment);
  }

  @Test
  void aProfileOrAnOverrideChoosesSettingsAndSizesOfOne() throws IOException {
    String text =
        ladder()
            .replace("\nbootstrap:", "\n" + SETTINGS + "\nbootstrap:")
            .replace(
                "  smoke:\n",
                "  smoke:\n    only: [large, exact]\n    sizes-of: {exact: {repeats: 9}}\n");
    Experiment smoke = reader.read("ladder.yaml", text, "smoke", List.of());
    assertThat(smoke.settings().stream().map(Recipe::setting)).containsExactly("large", "exact");
    assertThat(smoke.settings().stream().map(Recipe::repeats)).containsExactly(4, 9);
    Experiment one = withSettings("smoke", "only=[large]", "masks=7", "settings.large.repeats=8");
    assertThat(one.settings()).hasSize(1);
    assertThat(one.setting("large").masks()).isEqualTo(7);
    assertThat(one.setting("large").repeats()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "only=[larg] | unknown setting 'larg' in --set only=[larg]; expected one of exact, one-sample, large; did you mean 'large'?",
        "only=large | only is \"large\" in --set only=large; expected a list of names among exact, one-sample, large",
        "settings.exakt.masks=9 | unknown setting 'exakt' in --set settings.exakt.masks=9; expected one of exact, one-sample, large; did you mean 'exact'?",
        "settings.exact=9 | --set settings.exact=9; expected --set settings.NAME.key=value",
        "settings.exact.mask=9 | unknown key 'mask' in --set settings.exact.mask=9; did you mean 'masks'?",
      })
  void wrongSettingsGiveOneClearLine(String override, String message) {
    assertThatThrownBy(() -> withSettings("smoke", override))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }
}
