package dev.rondo.dashboard;

import dev.rondo.server.Service;
import dev.rondo.server.job.Jobflow;
import org.junit.jupiter.api.Test;

/// Measures how the page of a running training with 10 000 epochs answers: the times between frames, and the tasks that block the
/// page. Its name keeps it out of the usual test run; `docs/performance.md` has its figures.
class JobPagePace {
  private static final int EPOCHS = 10_000;

  private static final String WATCH =
      """
      window.pace = { frames: [], tasks: [] };
      let last = performance.now();
      const frame = (now) => { pace.frames.push(now - last); last = now; requestAnimationFrame(frame); };
      requestAnimationFrame(frame);
      new PerformanceObserver((list) => list.getEntries().forEach((task) => pace.tasks.push(task.duration))).observe({ type: "longtask" });
      """;

  private static final String TELL =
      """
      const frames = pace.frames.slice(1).sort((a, b) => a - b);
      const at = (share) => frames[Math.min(frames.length - 1, Math.floor(share * frames.length))].toFixed(1);
      const longest = pace.tasks.length ? Math.max(...pace.tasks).toFixed(0) : 0;
      return `${frames.length} frames, median ${at(0.5)} ms, 95 % ${at(0.95)} ms, longest ${at(1)} ms; ${pace.tasks.length} tasks over 50 ms, the longest ${longest} ms`;
      """;

  @Test
  void tellsThePaceOfAJobWithManyEpochs() {
    try (Service service = new Service(Service.temporaryDirectory());
        Browser browser = Browser.at(service.root())) {
      String dataset = Jobflow.dataset(service, 40);
      String job =
          service
              .postJson(
                  "/api/v1/training-jobs",
                  """
                  {"datasetId": "%s", "window": {"lookback": 20, "horizon": 1}, "scaler": {"type": "none"},
                   "split": {"type": "by-series", "train": 24, "validation": 8, "test": 8},
                   "network": {"cell": {"type": "gru"}, "units": [4]},
                   "training": {"epochs": %d, "batchSize": 256, "optimizer": {"type": "adam", "learningRate": {"type": "constant", "rate": 0.0002}}, "earlyStopping": null}}
                  """
                      .formatted(dataset, EPOCHS))
              .json()
              .get("id")
              .stringValue();
      browser.desktop();
      browser.open("#/jobs/" + job);
      browser.script(WATCH);
      browser.awaitText("main", "Result");
      browser.settle();
      System.out.println("running: " + browser.script(TELL));
      browser.open("#/jobs/" + job);
      browser.script(WATCH);
      browser.click("Logarithmic");
      browser.click("Gradient norm");
      browser.click("Loss");
      System.out.println("ended: " + browser.script(TELL));
    }
  }
}
