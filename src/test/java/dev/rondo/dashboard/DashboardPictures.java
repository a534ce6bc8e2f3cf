package dev.rondo.dashboard;

import dev.rondo.server.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Draws the pictures of the README and the how-tos. Its name keeps it out of the usual test run.
class DashboardPictures {
  private static final Path IMAGES = Path.of("docs/images");

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
      write("forecast.png", browser);

      browser.theme("dark");
      browser.open("#/learn");
      browser.click("Run it 20-20-1");
      browser.awaitText("main", "Result");
      browser.settle();
      write("training.png", browser);
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
      write("glass-box.png", browser);
    }
  }

  private static void write(String name, Browser browser) throws IOException {
    Files.createDirectories(IMAGES);
    Files.write(IMAGES.resolve(name), browser.picture());
  }
}
