package dev.rondo.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The course in Chromium: its drawings, and a lesson from one click to the inside of its network.
class LearnTest {
  private static Service service;
  private static Browser browser;

  @BeforeAll
  static void start() {
    service = new Service(Service.temporaryDirectory());
    browser = Browser.at(service.root());
  }

  @AfterAll
  static void end() {
    if (browser != null) browser.close();
    service.close();
  }

  @BeforeEach
  void open() {
    browser.desktop();
    browser.theme("light");
    browser.leave();
    browser.open("#/learn");
  }

  @Test
  void drawingsPlayWhenAskedAndThenRest() {
    assertThat(browser.script("return document.querySelectorAll('.lit').length")).isEqualTo(0L);
    browser.click("Play LSTM");
    browser.awaitText("main", "The forget gate f multiplies the cell state");
    assertThat((Long) browser.script("return document.querySelectorAll('.lit').length"))
        .isPositive();
    browser.awaitText("main", "The output gate o decides");
    browser.awaitText("main", "An input gate writes, a forget gate erases");
    assertThat(browser.script("return document.querySelectorAll('.lit').length")).isEqualTo(0L);
  }

  @Test
  void withoutMotionEachClickShowsTheNextStep() throws InterruptedException {
    browser.reduceMotion();
    browser.leave();
    browser.open("#/learn");
    browser.click("Next step GRU");
    browser.awaitText("main", "The reset gate r decides");
    // Longer than a step of the playing drawing takes.
    Thread.sleep(1200);
    browser.awaitText("main", "The reset gate r decides");
    browser.click("Next step GRU");
    browser.awaitText("main", "The candidate g is the new content.");
  }

  @Test
  void theWeightDecidesHowLongAUnitRemembers() {
    browser.awaitText("main", "The 1 is forgotten after a few steps.");
    browser.script(
        """
        const range = document.querySelector('input[type=range]');
        range.value = '1.2';
        range.dispatchEvent(new Event('input', { bubbles: true }));
        """);
    browser.awaitText("main", "The unit never forgets");
    browser.awaitText("main", "Weight of its own output: 1.2");
  }

  @Test
  void aLessonLeadsFromOneClickToTheInsideOfItsNetwork() {
    browser.click("Run it GRU");
    browser.awaitText("main", "Result");
    browser.awaitText(".legend", "Naive forecast");
    browser.awaitText(".legend", "Linear fit");
    browser.click("Glass box");
    browser.awaitText("main", "Update gate");
    assertThat(browser.place()).startsWith("#/glass/");
    assertThat(browser.console()).isEmpty();
  }
}
