package dev.rondo.dashboard;

import dev.rondo.server.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Draws pictures of the dashboard. Its name keeps it out of the usual test run.
class DashboardPictures {
  private static final Path README = Path.of("docs/images");
  private static final Path ALL = Path.of("target/pictures");
  private static final Map<String, int[]> SIZES =
      Map.of("desktop", new int[] {1280, 900}, "phone", new int[] {390, 844});

  /// The pictures of the README.
  @Test
  void drawsForecastAndTraining() throws IOException {
    try (Service service = new Service(Service.temporaryDirectory());
        Browser browser = Browser.at(service.root())) {
      browser.size(1280, 960);
      browser.theme("light");
      browser.open("#/");
      browser.click("Try with sample data");
      browser.click("Start training");
      browser.click("See the forecast");
      browser.awaitText(".figures", "80%:");
      write(README.resolve("forecast.png"), browser);

      browser.open("#/models/latest");
      browser.awaitText("main", "Autocorrelation");
      browser.quiet();
      write(README.resolve("evaluation.png"), browser);

      browser.theme("dark");
      browser.open("#/learn");
      browser.click("Run it 20-20-1");
      browser.awaitText("main", "Result");
      browser.quiet();
      write(README.resolve("training.png"), browser);
    }
  }

  @Test
  void drawsTheGlassBox() throws IOException {
    try (Service service = new Service(Service.temporaryDirectory());
        Browser browser = Browser.at(service.root())) {
      browser.size(1280, 960);
      browser.theme("light");
      browser.open("#/learn");
      browser.click("Run it LSTM");
      browser.awaitText("main", "Result");
      browser.click("Glass box");
      browser.awaitElement(".track canvas");
      browser.click("Of the values");
      browser.size(1280, 1240);
      browser.script("document.querySelector('.unrolled').closest('.card').scrollIntoView()");
      browser.settle();
      write(README.resolve("glass-box.png"), browser);
    }
  }

  /// Every screen in full, in both themes, on a desktop and a phone.
  @Test
  void drawsEveryScreen() throws IOException {
    try (Service service = new Service(Service.temporaryDirectory());
        Browser browser = Browser.at(service.root())) {
      Samples.prepare(service);
      List<String> places = Samples.places(service);
      for (int i = 0; i < places.size(); i++) {
        String screen = places.get(i).replaceAll("[0-9a-f-]{36}|\\?.*|[^a-z/]", "");
        String name = "%02d%s".formatted(i, screen.replaceAll("/+$|/+", "-"));
        for (var size : SIZES.entrySet()) {
          browser.size(size.getValue()[0], size.getValue()[1]);
          browser.open(places.get(i));
          browser.quiet();
          browser.size(size.getValue()[0], Math.max(size.getValue()[1], browser.height()));
          browser.quiet();
          for (String theme : List.of("light", "dark")) {
            browser.theme(theme);
            write(ALL.resolve("%s-%s-%s.png".formatted(name, size.getKey(), theme)), browser);
          }
        }
      }
    }
  }

  private static void write(Path file, Browser browser) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, browser.picture());
  }
}
