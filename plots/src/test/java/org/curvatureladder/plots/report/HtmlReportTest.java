package org.curvatureladder.plots.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.curvatureladder.data.DamagedDataException;
import org.curvatureladder.plots.FigureFile;
import org.curvatureladder.plots.StepLossFigure;
import org.curvatureladder.plots.StepMetrics;
import org.curvatureladder.store.Provenance;
import org.curvatureladder.store.ResultRow;
import org.curvatureladder.verdict.Evidence;
import org.curvatureladder.verdict.LadderClaims;
import org.curvatureladder.verdict.Verdict;
import org.curvatureladder.verdict.VerdictRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {
  private static final List<String> STEPS =
      List.of("H->GGN", "GGN->Block-GGN", "Block-GGN->EK-FAC", "EK-FAC->K-FAC");

  @TempDir private Path folder;

  @Test
  void everyFigureIsOnThePageUnderItsNameAndWithIdsOfItsOwn() throws Exception {
    List<ResultRow> rows = rows();
    ExperimentResult ladder =
        experiment("ladder", rows, figure("ladder", "lds-loss-by-step"), figure("ladder", "again"));
    ExperimentResult depth = experiment("depth", rows, figure("depth", "lds-loss-by-step"));
    Document page = parse(html(List.of(ladder, depth)));
    List<Element> drawings = elements(page, "svg");
    assertThat(drawings).hasSize(3);
    for (Element drawing : drawings) {
      assertThat(drawing.getAttribute("role")).isEqualTo("img");
      assertThat(drawing.getAttribute("aria-label"))
          .isEqualTo("Attribution quality lost at each step");
    }
    assertThat(elements(page, "figure"))
        .extracting(figure -> figure.getAttribute("id"))
        .containsExactly(
            "figure-ladder-lds-loss-by-step",
            "figure-ladder-again",
            "figure-depth-lds-loss-by-step");
    List<String> ids =
        elements(page, "*").stream()
            .map(element -> element.getAttribute("id"))
            .filter(id -> !id.isEmpty())
            .toList();
    assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(8);
  }

  /** Clip paths must be those of the same figure: an id that is not there hides the drawing. */
  @Test
  void everyReferenceWithinThePageHasItsTarget() throws Exception {
    String html = html(List.of(experiment("ladder", rows(), figure("ladder", "lds-loss-by-step"))));
    Document page = parse(html);
    List<String> ids =
        elements(page, "*").stream().map(element -> element.getAttribute("id")).toList();
    Matcher references = Pattern.compile("(?:url\\(|href=\")#([^\")]+)").matcher(html);
    List<String> targets = references.results().map(found -> found.group(1)).toList();
    assertThat(targets)
        .allMatch(ids::contains)
        .anyMatch(target -> target.startsWith("figure-ladder-lds-loss-by-step-clip"));
    assertThat(html).contains("<a href=\"#figure-ladder-lds-loss-by-step\">ladder</a>");
  }

  @Test
  void nothingIsLoadedFromAnywhere() throws Exception {
    String html = html(List.of(experiment("ladder", rows(), figure("ladder", "lds-loss-by-step"))));
    Document page = parse(html);
    for (String tag : List.of("link", "img", "iframe", "object", "embed", "image", "use", "base")) {
      assertThat(elements(page, tag)).as(tag).isEmpty();
    }
    for (Element element : elements(page, "*")) {
      assertThat(element.hasAttribute("src")).isFalse();
      assertThat(element.getAttribute("href")).doesNotContain(":");
      assertThat(element.getAttribute("style")).doesNotContain("http");
    }
    assertThat(html).doesNotContain("@import").doesNotContain("fetch(").doesNotContain("url(http");
  }

  @Test
  void tablesAndSectionsCanBeReadByMachinesForPeople() throws Exception {
    Document page =
        parse(html(List.of(experiment("ladder", rows(), figure("ladder", "lds-loss-by-step")))));
    assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo("en");
    assertThat(elements(page, "h1")).hasSize(1);
    assertThat(elements(page, "h2"))
        .extracting(Element::getTextContent)
        .containsExactly("Verdicts on the papers\u2019 claims", "ladder");
    assertThat(elements(page, "th"))
        .isNotEmpty()
        .allMatch(head -> List.of("col", "row").contains(head.getAttribute("scope")));
    for (Element section : elements(page, "section")) {
      String label = section.getAttribute("aria-labelledby");
      assertThat(elements(page, "h2")).anyMatch(head -> head.getAttribute("id").equals(label));
    }
  }

  /** What stands in a file is text on the page, whatever it is. */
  @Test
  void markupInResultsIsEscaped() throws Exception {
    String evil = "<script>alert(\"1\")</script> & '{{name}}'";
    List<ResultRow> rows = new ArrayList<>(rows());
    rows.add(row("x", 10, evil, "lds", 0.5, null));
    ExperimentResult result =
        new ExperimentResult(
            "ladder",
            evil,
            evil,
            "quick",
            rows,
            List.of(),
            folder.resolve("results.csv"),
            evil,
            Optional.empty(),
            "run ladder");
    Document page = parse(html(List.of(result)));
    assertThat(elements(page, "script")).hasSize(1);
    assertThat(elements(page, "pre")).extracting(Element::getTextContent).containsExactly(evil);
    assertThat(elements(page, "td")).extracting(Element::getTextContent).contains(evil);
  }

  @Test
  void aRowThatIsGoneIsGoneFromThePage() {
    List<ResultRow> rows = new ArrayList<>(rows());
    rows.add(row("4x16", 10, "EK-FAC", "lds", 0.123456, null));
    assertThat(html(List.of(experiment("ladder", rows)))).contains(">0.123<", "0.123 (EK-FAC");
    rows.remove(rows.size() - 1);
    assertThat(html(List.of(experiment("ladder", rows)))).doesNotContain("0.123");
  }

  @Test
  void verdictsShowTheirWordEffectAndReason() throws Exception {
    String html = html(List.of(experiment("ladder", rows(), figure("ladder", "lds-loss-by-step"))));
    List<Element> badges =
        elements(parse(html), "span").stream()
            .filter(span -> span.getAttribute("class").startsWith("badge"))
            .toList();
    assertThat(badges.subList(0, 3))
        .extracting(Element::getTextContent)
        .containsExactly("does not hold", "not run", "not run");
    assertThat(html)
        .contains("<b>-0.020</b> [-0.024, -0.016]", "p &lt; 0.001 among 4", "no rows for matrix");
  }

  @Test
  void costAndOriginComeFromTheRun() {
    List<ResultRow> rows = new ArrayList<>(rows());
    rows.add(fact("1x16", "diverged", 0, 1000));
    rows.add(fact("1x16", "seconds", 12.5, 1));
    Provenance run =
        new Provenance(
            "17",
            "os",
            2,
            1,
            List.of(),
            Map.of(),
            "abc",
            "false",
            Map.of(),
            List.of("run", "ladder"),
            "2026-01-01T00:00:00Z",
            "2026-01-01T00:10:00Z");
    ExperimentResult result =
        new ExperimentResult(
            "ladder",
            "Why?",
            "",
            "quick",
            rows,
            List.of(),
            folder.resolve("a b/results.csv"),
            "name: ladder",
            Optional.of(run),
            "run ladder");
    assertThat(html(List.of(result)))
        .contains(
            "rests on 1,000 retrainings; 12.5 s to build",
            "10 min for this run on 2 cores",
            "href=\"a%20b/results.csv\"",
            "run ended 2026-01-01T00:10:00Z",
            "gitCommit")
        .doesNotContain("Reproduces");
  }

  @Test
  void withoutRunsThePageSaysSo() throws Exception {
    Document page = parse(html(List.of()));
    assertThat(page.getDocumentElement().getTextContent()).contains("No finished run was found");
  }

  @Test
  void aBrokenFigureIsNamed() throws IOException {
    Path figure = Files.writeString(folder.resolve("broken.svg"), "<?xml version='1.0'?><svg>");
    assertThatThrownBy(() -> html(List.of(experiment("ladder", rows(), figure))))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageContaining("broken.svg holds no whole svg element");
  }

  @Test
  void theFileAppearsWholeInANewFolder() {
    Path file = folder.resolve("new/report.html");
    new HtmlReport(List.of(), List.of()).write(file, "nothing");
    assertThat(file).content().startsWith("<!DOCTYPE html>").endsWith("</html>\n");
    assertThat(file.getParent().toFile().list()).containsExactly("report.html");
  }

  private String html(List<ExperimentResult> experiments) {
    List<ResultRow> rows = experiments.isEmpty() ? List.of() : experiments.get(0).rows();
    List<Verdict> verdicts =
        new VerdictRule().decide(LadderClaims.all(), new Evidence(Map.of("ladder", rows)));
    return new HtmlReport(experiments, verdicts).html(folder.resolve("report.html"), "a test");
  }

  private ExperimentResult experiment(String name, List<ResultRow> rows, Path... figures) {
    return new ExperimentResult(
        name,
        "Why?",
        "figure 1",
        "quick",
        rows,
        List.of(figures),
        folder.resolve("results.csv"),
        "name: " + name,
        Optional.empty(),
        "run " + name);
  }

  private Path figure(String experiment, String name) {
    return new FigureFile(folder.resolve(experiment), name)
        .write(new StepLossFigure(STEPS, StepMetrics.plain()).draw(rows()))
        .get(0);
  }

  private static List<ResultRow> rows() {
    List<ResultRow> rows = new ArrayList<>();
    double[] losses = {0.001, 0.05, 0.04, -0.02};
    for (int k = 0; k < STEPS.size(); k++) {
      rows.add(row("1x16", 10, STEPS.get(k), "lds-step", losses[k], 0.004));
      rows.add(row("1x16", 10, STEPS.get(k), "p-value", 1e-9, null));
    }
    rows.add(fact("1x16", "repeats", 10, 1));
    return rows;
  }

  private static ResultRow row(
      String setup, int epoch, String method, String metric, double value, Double half) {
    return new ResultRow(
        ResultRow.ONLY_SETTING,
        setup,
        0.5,
        epoch,
        method,
        null,
        metric,
        value,
        half == null ? null : value - half,
        half == null ? null : value + half,
        100,
        "masks",
        0);
  }

  private static ResultRow fact(String setup, String metric, double value, int n) {
    return new ResultRow(
        ResultRow.ONLY_SETTING,
        setup,
        0.5,
        10,
        "retraining",
        null,
        metric,
        value,
        null,
        null,
        n,
        "",
        0);
  }

  private static Document parse(String html) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html)));
  }

  private static List<Element> elements(Document page, String tag) {
    NodeList found = page.getElementsByTagName(tag);
    return IntStream.range(0, found.getLength()).mapToObj(k -> (Element) found.item(k)).toList();
  }
}
