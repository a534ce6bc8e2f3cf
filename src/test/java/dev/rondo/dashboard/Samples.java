package dev.rondo.dashboard;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// Something on every screen: datasets, an automatic model with a column known ahead, a network, a backtest.
final class Samples {
  private static final String ROOT = "/api/v1/";

  private Samples() {}

  static void prepare(Service service) {
    post(
        service,
        "datasets/generate",
        """
        {"name": "waves", "generator": {"type": "sine-waves", "series": 200, "steps": 51, "noise": 0.1, "seed": 42}}\
        """);
    post(
        service,
        "training-jobs",
        """
        {"datasetId": "latest", "name": "notebook", "window": {"lookback": 50, "horizon": 1}, "scaler": {"type": "none"},
         "split": {"type": "by-series", "train": 140, "validation": 40, "test": 20}, "training": {"epochs": 5}}\
        """);
    service.get(ROOT + "training-jobs/latest/events");
    service.post(ROOT + "datasets?name=sales&futureCovariates=promo", "text/csv", sales());
    post(
        service,
        "training-jobs",
        """
        {"datasetId": "latest", "name": "by hand", "window": {"lookback": 14, "horizon": 7}, "training": {"epochs": 3}}\
        """);
    post(
        service,
        "training-jobs",
        """
        {"datasetId": "latest", "horizon": 7, "ensemble": {"methods": ["ets", "theta", "seasonal-naive"], "ridges": [{"lookback": 14}], "networks": []}}\
        """);
    post(
        service,
        "backtests",
        """
        {"datasetId": "latest", "horizon": 7, "origins": 3, "candidates": [{"type": "baseline", "name": "naive"}, {"type": "baseline", "name": "theta"}]}\
        """);
    service.get(ROOT + "training-jobs/latest/events");
    service.get(ROOT + "backtests/latest/events");
  }

  /// Half a year of days with a week, a rise and promotions, known one week ahead.
  private static String sales() {
    return IntStream.range(0, 190)
        .mapToObj(day -> {
          int promo = day % 11 == 3 ? 1 : 0;
          double value = 100 + 0.2 * day + 15 * (day % 7 == 5 ? 1 : 0) + 30 * promo + day * 37 % 9;
          return "%s,%s,%d"
              .formatted(
                  java.time.LocalDate.of(2026, 1, 1).plusDays(day),
                  day < 183 ? Double.toString(value) : "",
                  promo);
        })
        .collect(Collectors.joining("\n", "day,sales,promo\n", "\n"));
  }

  private static void post(Service service, String path, String json) {
    Answer answer = service.postJson(ROOT + path, json);
    if (answer.status() >= 300) throw new AssertionError(path + ": " + answer.text());
  }

  /// Every screen.
  static List<String> places(Service service) {
    JsonNode models = service.get(ROOT + "models").json().get("items");
    String automatic = models.get(0).get("id").stringValue();
    String network = models.get(1).get("id").stringValue();
    String sales = newest(service, "datasets", "sales");
    String waves = newest(service, "datasets", "waves");
    return List.of(
        "#/",
        "#/data",
        "#/data/upload",
        "#/data/generate",
        "#/data/" + sales,
        "#/data/" + waves,
        "#/train?dataset=" + sales,
        "#/jobs",
        "#/jobs/" + models.get(0).get("jobId").stringValue(),
        "#/jobs/" + models.get(1).get("jobId").stringValue(),
        "#/models",
        "#/models/compare?ids=" + automatic + "," + network,
        "#/models/" + automatic,
        "#/models/" + network,
        "#/forecast/" + automatic,
        "#/forecast/" + network,
        "#/glass/" + automatic,
        "#/glass/" + network,
        "#/backtests",
        "#/backtests/new",
        "#/backtests/latest",
        "#/learn",
        "#/api",
        "#/access",
        "#/nowhere");
  }

  private static String newest(Service service, String list, String name) {
    for (JsonNode item : service.get(ROOT + list).json().get("items"))
      if (item.get("name").stringValue().equals(name)) return item.get("id").stringValue();
    throw new AssertionError("no " + name);
  }
}
