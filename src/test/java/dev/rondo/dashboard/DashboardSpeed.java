package dev.rondo.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Measures the first view, and the frames while a series of a million steps scrolls and zooms; writes `bench/results/dashboard.json`.
/// Its name keeps it out of the usual test run.
class DashboardSpeed {
  private static final Path RESULT = Path.of("bench/results/dashboard.json");
  private static final int VIEWS = 7;

  /// Moves to and fro, then zooms, an event for each frame of a screen of 60 Hz.
  private static final String SCROLLS =
      """
      const done = arguments[arguments.length - 1];
      const over = document.querySelector(".u-over");
      let moves = 0;
      const move = () => {
        const zoom = moves >= 240;
        over.dispatchEvent(new WheelEvent("wheel", {
          deltaX: zoom ? 0 : moves < 120 ? 25 : -25, deltaY: zoom ? (moves < 300 ? 8 : -8) : 0, ctrlKey: zoom,
          clientX: over.getBoundingClientRect().left + 300, bubbles: true, cancelable: true }));
        if (++moves < 360) requestAnimationFrame(move); else done(performance.now());
      };
      requestAnimationFrame(move);
      """;

  private static final String FILES =
      """
      return performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation"))
        .filter((entry) => !/\\/(api|actuator)\\//.test(entry.name)).reduce((sum, entry) => sum + entry.%s, 0)
      """;

  @Test
  void firstViewAndAMillionSteps() throws IOException, InterruptedException {
    Map<String, Object> result = new LinkedHashMap<>();
    try (Service service = new Service(Service.temporaryDirectory());
        Browser browser = Browser.at(service.root())) {
      browser.desktop();
      browser.forgetsFiles();
      List<Double> painted = new ArrayList<>();
      List<Double> complete = new ArrayList<>();
      for (int i = 0; i < VIEWS; i++) {
        browser.leave();
        browser.open("#/");
        painted.add(
            number(
                browser,
                "return performance.getEntriesByName('first-contentful-paint')[0].startTime"));
        complete.add(
            number(
                browser,
                "return Math.max(...performance.getEntriesByType('resource').map((entry) => entry.responseEnd))"));
      }
      result.put("first paint, median ms", median(painted));
      result.put("last answer of the first view, median ms", median(complete));
      result.put(
          "files of the first view, kB sent",
          number(browser, FILES.formatted("encodedBodySize")) / 1000);
      result.put(
          "files of the first view, kB",
          number(browser, FILES.formatted("decodedBodySize")) / 1000);

      service.postJson(
          "/api/v1/datasets/generate",
          "{\"name\": \"million\", \"generator\": {\"type\": \"random-walk\", \"series\": 1, \"steps\": 1000000, \"drift\": 0, \"deviation\": 1, \"seed\": 1}}");
      browser.open("#/data/latest");
      browser.awaitElement(".chart canvas");
      for (int i = 0; i < 3; i++) browser.click("Zoom in");
      browser.settle();
      FrameTrace trace = browser.trace();
      browser.wait(SCROLLS);
      List<Double> frames = trace.frames();
      List<Double> gaps = new ArrayList<>();
      for (int i = 1; i < frames.size(); i++) gaps.add(frames.get(i) - frames.get(i - 1));
      result.put("frames while scrolling and zooming", frames.size());
      result.put("frames per second", 1000 * gaps.size() / (frames.getLast() - frames.getFirst()));
      result.put("median ms between frames", median(gaps));
      result.put("longest ms between frames", gaps.stream().max(Double::compare).orElseThrow());
      assertThat(browser.console()).isEmpty();
    }
    Files.writeString(
        RESULT,
        JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(result)
            + "\n");
  }

  private static double number(Browser browser, String script) {
    return ((Number) Objects.requireNonNull(browser.script(script))).doubleValue();
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
