package dev.rondo.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The documentation in Chromium.
class DocumentationBrowserTest {
  private static final List<String> PAGES =
      List.of(
          "docs/",
          "docs/tutorial",
          "docs/back-propagation",
          "docs/how-to/retrain",
          "docs/reference/training-jobs",
          "docs/search?q=conformal",
          "docs/nowhere");

  private static Browser browser;

  @BeforeAll
  static void start() {
    browser = Browser.at(Service.shared().root());
  }

  @AfterAll
  static void end() {
    if (browser != null) browser.close();
  }

  @Test
  void pagesAreAccessibleInBothThemesAndFitAPhone() {
    List<String> faults = new ArrayList<>();
    for (String page : PAGES) {
      browser.size(1400, 900);
      browser.open(page);
      for (String theme : List.of("light", "dark")) {
        browser.theme(theme);
        for (String fault : browser.violations())
          faults.add("%s, %s: %s".formatted(page, theme, fault));
      }
      browser.phone();
      if (browser.scrollsSideways()) faults.add(page + " is wider than a phone");
      for (String fault : browser.violations()) faults.add(page + " on a phone: " + fault);
      for (String line : browser.console())
        if (!line.contains("404")) faults.add(page + " logs " + line);
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void theDashboardLeadsToIt() {
    browser.size(1400, 900);
    browser.open("#/");
    browser.click("Documentation");
    browser.awaitText("h1", "Rondo");
    assertThat(browser.script("return location.pathname")).isEqualTo("/docs/");
  }

  @Test
  void findsWhileTyping() {
    browser.size(1400, 900);
    browser.open("docs/how-to/streams");
    browser.type("input[type=search]", "squareplus");
    browser.awaitText("#results", "Segment network");
    browser.type("input[type=search]", " ");
    browser.awaitText("h1", "Forecasts as observations come");
    browser.type("input[type=search]", "squareplus");
    browser.click("Segment network (network/SegmentNetwork)");
    browser.awaitText("h1", "The mathematics");
    assertThat(browser.script("return location.pathname")).isEqualTo("/docs/mathematics");
  }

  @Test
  void drawsFormulas() {
    browser.size(1400, 900);
    browser.open("docs/back-propagation");
    assertThat((Number) browser.script("return document.querySelectorAll('math').length"))
        .extracting(Number::intValue)
        .matches(count -> count > 10);
    // A fraction is higher than a line.
    assertThat(
            browser.script(
                "return document.querySelector('mfrac').getBoundingClientRect().height > 30"))
        .isEqualTo(true);
  }

  @Test
  void canBeReadWithTheKeyboard() {
    browser.size(1400, 900);
    browser.leave();
    browser.open("docs/tutorial");
    browser.keys("\t", "\n");
    assertThat(browser.script("return document.activeElement.id")).isEqualTo("main");
  }

  @Test
  void keepsTheThemeOfTheDashboard() {
    browser.open("docs/");
    browser.script("localStorage.setItem('rondo.theme', 'dark')");
    try {
      browser.open("docs/tutorial");
      assertThat(browser.script("return getComputedStyle(document.body).backgroundColor"))
          .isEqualTo("rgb(17, 20, 26)");
    } finally {
      browser.script("localStorage.removeItem('rondo.theme')");
    }
  }
}
