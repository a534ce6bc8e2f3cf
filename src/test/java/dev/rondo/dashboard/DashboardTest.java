package dev.rondo.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;

/// The dashboard in Chromium: flows, every screen in both themes and on a phone.
class DashboardTest {
  private static Service service;
  private static Browser browser;

  @BeforeAll
  static void start() {
    service = new Service(Service.temporaryDirectory());
    browser = Browser.at(service.root());
    Samples.prepare(service);
  }

  @AfterAll
  static void end() {
    if (browser != null) browser.close();
    service.close();
  }

  private static void desktop() {
    browser.console(); // what other tests left
    browser.desktop();
    browser.theme("light");
  }

  @Test
  void leadsFromTheSampleToAForecastInThreeClicks() {
    try (Service empty = new Service(Service.temporaryDirectory());
        Browser fresh = Browser.at(empty.root())) {
      fresh.open("#/");
      fresh.click("Try with sample data");
      fresh.click("Start training");
      fresh.click("See the forecast");
      fresh.awaitText(".figures", "80%:");
      assertThat(fresh.place()).startsWith("#/forecast/");
      assertThat(fresh.script("return document.querySelectorAll('.chart canvas').length"))
          .isEqualTo(1L);
      assertThat(fresh.console()).isEmpty();
    }
  }

  @Test
  void everyScreenIsAccessibleInBothThemesAndFitsAPhone() {
    List<String> faults = new ArrayList<>();
    for (String place : Samples.places(service)) {
      desktop();
      browser.open(place);
      for (String theme : List.of("light", "dark")) {
        browser.theme(theme);
        for (String fault : browser.violations())
          faults.add("%s, %s: %s".formatted(place, theme, fault));
      }
      browser.phone();
      browser.settle();
      if (browser.scrollsSideways()) faults.add(place + " is wider than a phone");
      for (String line : browser.console()) faults.add(place + " logs " + line);
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void theCheckOfAccessibilityFindsFaults() {
    browser.open("#/");
    browser.script("document.querySelector('main').append(document.createElement('img'))");
    try {
      assertThat(browser.violations()).anyMatch(fault -> fault.startsWith("image-alt"));
    } finally {
      browser.script("document.querySelector('main > img').remove()");
    }
  }

  @Test
  void everyScreenHasTextsInSpanish() {
    desktop();
    browser.open("#/");
    browser.click("Español");
    try {
      for (String place : Samples.places(service)) {
        browser.open(place);
        assertThat(browser.script("return document.documentElement.lang")).isEqualTo("es");
        // A missing text shows its key, such as `home.title`.
        assertThat((String) browser.script("return document.body.innerText"))
            .as(place)
            .doesNotContainPattern("(?m)^[a-z]+\\.[a-z][a-z.-]+$");
      }
      assertThat(
              browser.script(
                  "return Promise.all([import('/app/i18n/en.js'), import('/app/i18n/es.js')]).then(([en, es]) => Object.keys(en.default).sort().join() === Object.keys(es.default).sort().join())"))
          .isEqualTo(true);
    } finally {
      browser.click("English");
    }
  }

  @Test
  void correctsWhatWasUnderstoodOfAFileBeforeItIsKept(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("visits.csv");
    Files.writeString(
        file, "day,visits,promo\n2026-01-01,5,0\n2026-01-02,6,1\n2026-01-04,7,0\n2026-01-05,8,0\n");
    String before = service.get("/api/v1/datasets?limit=1").text();
    desktop();
    browser.open("#/data/upload");
    browser.choose("input[type=file]", file);
    browser.awaitText(".note.good", "visits was read.");
    browser.awaitText(".findings", "gap");
    browser.awaitText("[aria-label='The first rows']", "Jan 3, 2026");

    // A refused correction is told beside its field, and nothing that was typed is lost.
    browser.type("input[spellcheck=false]", "my visits");
    browser.type(".field:nth-child(2) input", "often");
    browser.awaitText(".field[data-bad] .fault", "frequency");
    assertThat(browser.script("return document.querySelector('.drop strong').textContent"))
        .isEqualTo("visits.csv");
    browser.type(".field:nth-child(2) input", "P1D");
    browser.awaitNone(".field[data-bad]");
    browser.script(
        """
        const select = document.querySelector("select[aria-label='Role of promo']");
        select.value = "future-covariate";
        select.dispatchEvent(new Event("change", { bubbles: true }));
        """);
    browser.awaitText("[aria-label='Columns and their roles']", "known ahead");
    assertThat(service.get("/api/v1/datasets?limit=1").text()).isEqualTo(before);

    browser.click("Keep it and look");
    browser.awaitText("h1", "my visits");
    JsonNode kept = service.get("/api/v1/datasets/latest").json();
    assertThat(kept.get("name").stringValue()).isEqualTo("my visits");
    assertThat(kept.at("/columns/1/role").stringValue()).isEqualTo("future-covariate");
    service.delete("/api/v1/datasets/" + kept.get("id").stringValue());
  }

  @Test
  void showsTheLineOfAFileThatCannotBeRead(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("broken.csv");
    Files.writeString(file, "day,sales\n2026-01-01,5\n2026-01-02,many\n2026-01-03,7\n");
    desktop();
    browser.open("#/data/upload");
    browser.choose("input[type=file]", file);
    browser.awaitText(".note.bad", "Line 3");
    browser.click("Discard");
  }

  @Test
  void showsAFaultBesideItsFieldAndKeepsWhatWasTyped() {
    desktop();
    browser.open("#/train");
    browser.type(".field input[inputmode=numeric]", "-3");
    browser.awaitText(".field[data-bad] .fault", "horizon must be between 1 and 10000");
    browser.open("#/learn");
    browser.open("#/train");
    browser.awaitText(".field[data-bad] .fault", "horizon must be between 1 and 10000");
    browser.type(".field input[inputmode=numeric]", "4");
  }

  @Test
  void tellsWhereTheErrorsOfAModelLie() {
    desktop();
    browser.open("#/models/" + model(0));
    browser.awaitText("main", "Error by steps ahead");
    browser.awaitText("main", "Autocorrelation of the residuals");
    browser.awaitText("main", "This model");
    assertThat((Long) browser.script("return document.querySelectorAll('.chart canvas').length"))
        .isGreaterThanOrEqualTo(3);
  }

  @Test
  void keepsAForecastAndShowsItInLaterPictures() {
    desktop();
    browser.open("#/forecast/" + model(0));
    browser.awaitText(".figures", "80%:");
    slide(2, 9);
    browser.awaitText(".legend", "Observed later");
    browser.click("Keep this forecast");
    await(() -> service.get(kept()).json().get("items").size() == 1);
    slide(2, 7);
    browser.awaitText(".legend", "Kept forecasts");
    // The earlier forecast reaches two steps before the origin of this one.
    browser.script("document.querySelector('.chart summary').click()");
    browser.awaitText("[aria-label='History, forecast and intervals'] thead", "Kept forecasts");
    browser.script(
        "window.files = []; const make = URL.createObjectURL; URL.createObjectURL = (file) => { window.files.push(file); return make(file); }");
    for (String type : List.of("CSV", "PNG", "SVG")) browser.click(type);
    await(() -> Long.valueOf(3).equals(browser.script("return window.files.length")));
    assertThat(
            (String)
                browser.script(
                    "return window.files.find((file) => file.type === 'image/svg+xml').text()"))
        .startsWith("<svg")
        .contains("Forecast (median)", "Kept forecasts", "</svg>");
  }

  @Test
  void comparesModelsByTheirCurvesAndTheirMaking() {
    desktop();
    browser.open("#/models");
    for (String name : List.of("by hand", "sales")) browser.check("Compare " + name);
    browser.click("Compare 2 models");
    browser.awaitText("main", "Error by steps ahead");
    browser.awaitText("[aria-label=Differences]", "Automatic ensemble");
    assertThat(browser.script("return document.querySelector('.legend').textContent"))
        .asString()
        .contains("by hand", "sales");
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void splitsASeriesForATrainingWithTheKeyboard() {
    desktop();
    browser.leave();
    browser.open(Samples.places(service).get(4));
    browser.tabTo("main button");
    browser.tabTo("main .chart + .row button:nth-child(2)");
    browser.keys("\n");
    browser.awaitElement("input[aria-label=Position]");
    browser.tabTo(".stack > .check input");
    browser.keys(" ");
    browser.tabTo("input[aria-label='Start of validation']");
    for (int i = 0; i < 5; i++) browser.keys(Keys.ARROW_LEFT.toString());
    browser.awaitText(".split + .spread", "Training 65%");
    browser.tabTo(".split + .spread a");
    browser.keys("\n");
    browser.awaitElement("textarea");
    await(() ->
        Boolean.TRUE.equals(
            browser.script(
                "return document.querySelector('textarea').value.includes('\"train\": 0.65')")));
  }

  @Test
  void aLongSeriesIsLoadedInMoreDetailWhereItIsShown() {
    service.postJson(
        "/api/v1/datasets/generate",
        "{\"name\": \"long\", \"generator\": {\"type\": \"random-walk\", \"series\": 1, \"steps\": 100000}}");
    String id = service.get("/api/v1/datasets/latest").json().get("id").stringValue();
    try {
      desktop();
      browser.open("#/data/" + id);
      browser.awaitText("main", "100,000 steps, drawn by the extremes of");
      for (int i = 0; i < 7; i++) browser.click("Zoom in");
      // 781 steps are shown, with their surroundings in full.
      browser.awaitText("main", "781 steps");
      browser.awaitNoText("main", "drawn by the extremes");
      browser.click("Later");
      browser.script(
          "document.querySelector('.u-over').dispatchEvent(new WheelEvent('wheel', {deltaX: 4000, bubbles: true, cancelable: true}))");
      browser.awaitText("main", "781 steps");
      browser.click("Whole series");
      browser.awaitText("main", "100,000 steps, drawn by the extremes of");
      assertThat(browser.console()).isEmpty();
    } finally {
      service.delete("/api/v1/datasets/" + id);
    }
  }

  private static String model(int number) {
    return service.get("/api/v1/models").json().get("items").get(number).get("id").stringValue();
  }

  private static String kept() {
    return "/api/v1/models/" + model(0) + "/kept-forecasts";
  }

  /// Moves one of the sliders of a screen.
  private static void slide(int number, int value) {
    browser.script(
        """
        const slider = document.querySelectorAll("input[type=range]")[%d];
        slider.value = "%d";
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        """
            .formatted(number - 1, value));
  }

  private static void await(BooleanSupplier condition) {
    Awaitility.await().atMost(Browser.PATIENCE).until(condition::getAsBoolean);
  }

  @Test
  void showsALostConnectionAndGoesOnWhenItIsBack() {
    desktop();
    browser.open("#/train");
    browser.awaitText("main", "Plan and reasons");
    browser.online(false);
    try {
      browser.type("input[inputmode=numeric]", "3");
      browser.awaitText(".lost", "The service does not answer");
    } finally {
      browser.online(true);
    }
    browser.awaitNone(".lost");
    browser.awaitNone(".note.warn");
    assertThat(browser.script("return document.querySelector('input[inputmode=numeric]').value"))
        .isEqualTo("3");
  }

  @Test
  void canBeUsedWithTheKeyboard() {
    desktop();
    browser.leave();
    browser.open("#/");
    browser.keys("\t");
    assertThat(browser.script("return document.activeElement.className")).isEqualTo("skip");
    browser.keys("\n");
    assertThat(browser.script("return document.activeElement.id")).isEqualTo("main");
  }

  /// Its scripts and styles are allowed by the policy of its page.
  @Test
  void swaggerUiWorks() {
    try (Browser fresh = Browser.at(service.root())) {
      fresh.visit("/swagger-ui/index.html");
      fresh.awaitText(".opblock-tag", "Datasets");
      fresh.awaitText(".scheme-container", "Authorize");
      assertThat(fresh.console()).isEmpty();
    }
  }
}
