package dev.rondo.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The course in Chromium: its drawings, and a lesson from one click to the inside of its network.
class LearnTest {
  /// Keeps what the drawing shows after each change, because a step is gone after a moment.
  private static final String RECORD =
      """
      window.shown = [];
      const drawing = [...document.querySelectorAll('button')].find((one) => one.textContent === 'Play LSTM').closest('.stack');
      new MutationObserver(() => shown.push((document.querySelector('.lit') ? 'lit: ' : 'at rest: ') + drawing.querySelector('.caption').textContent))
        .observe(drawing, { subtree: true, childList: true, characterData: true, attributes: true });
      """;

  /// Waits until the drawing rests again.
  private static final String RECORDED =
      """
      const done = arguments[arguments.length - 1];
      const look = () => shown.length > 0 && shown.at(-1).startsWith('at rest') ? done(shown) : setTimeout(look, 50);
      look();
      """;

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
    browser.script(RECORD);
    browser.click("Play LSTM");
    assertThat(String.valueOf(browser.wait(RECORDED)))
        .containsSubsequence(
            "lit: The forget gate f multiplies the cell state",
            "lit: The output gate o decides",
            "at rest: An input gate writes, a forget gate erases");
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
