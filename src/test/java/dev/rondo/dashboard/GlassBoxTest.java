package dev.rondo.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.server.Service;
import dev.rondo.server.job.Jobflow;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The glass box in Chromium: from the page of a model to the states of its network, by mouse and keyboard.
class GlassBoxTest {
  private static final String LEFT = "\uE012";

  private static Service service;
  private static Browser browser;
  private static String model = "";

  @BeforeAll
  static void start() {
    service = new Service(Service.temporaryDirectory());
    browser = Browser.at(service.root());
    String dataset = Jobflow.dataset(service, 60);
    model =
        Jobflow.model(
                service,
                """
                {"datasetId": "%s", "name": "gates", "window": {"lookback": 30, "horizon": 3}, "scaler": {"type": "none"},
                 "split": {"type": "by-series", "train": 40, "validation": 10, "test": 10},
                 "network": {"cell": {"type": "lstm"}, "units": [6, 4]}, "training": {"epochs": 1}}
                """
                    .formatted(dataset))
            .replace("/api/v1/models/", "");
  }

  @AfterAll
  static void end() {
    if (browser != null) browser.close();
    service.close();
  }

  private static void open() {
    browser.desktop();
    browser.theme("light");
    browser.leave();
    browser.open("#/models/" + model);
    browser.click("Glass box");
    browser.awaitElement(".track canvas");
    browser.settle();
  }

  private static double shown(String row, int layer) {
    Object text =
        browser.script(
            "return [...document.querySelectorAll('[aria-label=\"Values at the cursor\"] tbody tr')].find((row) => row.cells[0].textContent === '%s').cells[%d].textContent"
                .formatted(row, layer + 1));
    return Double.parseDouble((String) text);
  }

  @Test
  void showsTheStatesOfTheServiceAtTheCursor() {
    open();
    JsonNode trace = service.get("/api/v1/models/" + model + "/trace").json();
    assertThat(browser.place()).startsWith("#/glass/");
    // A hidden state, a cell state and four gates for each layer, and the series, the gradient and
    // a matrix.
    assertThat(browser.script("return document.querySelectorAll('canvas.heat').length"))
        .isEqualTo(13L);
    assertThat(shown("Hidden state", 1))
        .isCloseTo(trace.at("/layers/1/hidden/29/0").doubleValue(), within(1e-4));
    assertThat(shown("Forget gate", 0))
        .isCloseTo(trace.at("/layers/0/gates/1/values/29/0").doubleValue(), within(1e-4));
    browser.script("document.querySelectorAll('.field input[type=range]')[1].focus()");
    browser.keys(LEFT, LEFT);
    browser.awaitText("main", "Cursor: Step 48");
    assertThat(shown("Hidden state", 1))
        .isCloseTo(trace.at("/layers/1/hidden/27/0").doubleValue(), within(1e-4));
    assertThat(shown("Norm of the gradient", 0))
        .isCloseTo(trace.at("/layers/0/gradientNorms/27").doubleValue(), within(1e-3));
  }

  @Test
  void theMouseMovesTheCursorOverAllPictures() {
    open();
    browser.script(
        """
        const stage = document.querySelectorAll('.stage')[2];
        const box = stage.getBoundingClientRect();
        stage.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, clientX: box.left + 66, clientY: box.top + box.height - 1 }));
        """);
    browser.awaitText("main", "Cursor: Step 21");
    browser.awaitText("main", "Unit: 5");
    assertThat(
            browser.script(
                "return new Set([...document.querySelectorAll('.track .cursor')].map((one) => one.style.left)).size"))
        .isEqualTo(1L);
  }

  @Test
  void everyPictureHasATextAndATable() {
    open();
    assertThat(
            browser.script(
                "return [...document.querySelectorAll('.track canvas, .track svg, .matrix canvas, .unrolled')].every((one) => one.getAttribute('role') === 'img' && one.getAttribute('aria-label'))"))
        .isEqualTo(true);
    browser.script("document.querySelectorAll('.track .values summary')[2].click()");
    browser.awaitElement(".track .values table");
    assertThat(browser.script("return document.querySelectorAll('.track .values tbody tr').length"))
        .isEqualTo(30L);
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void isAccessibleInBothThemesAndOnAPhone() {
    open();
    for (String theme : List.of("light", "dark")) {
      browser.theme(theme);
      assertThat(browser.violations()).as(theme).isEmpty();
    }
    browser.phone();
    browser.settle();
    assertThat(browser.scrollsSideways()).isFalse();
  }

  @Test
  void aFaultIsShownBesideItsField() {
    open();
    browser.type("input[placeholder]", "900");
    browser.awaitText(".field[data-bad] .fault", "must be among the steps of the data");
    browser.type("input[placeholder]", "40");
    browser.awaitText("main", "what came then");
    assertThat(browser.console()).allMatch(line -> line.contains("422"));
  }
}
