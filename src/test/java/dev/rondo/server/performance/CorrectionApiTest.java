package dev.rondo.server.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.server.OnPostgres;
import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Intervals that are corrected by the errors of kept forecasts.
class CorrectionApiTest {
  private static final LocalDate START = LocalDate.of(2025, 1, 1);
  private static final int TRAINED = 120;
  private static final int DAYS = 260;

  /// Noise around 10, and from the day after the training part on ten times as much.
  private static double[] values(String id, int days) {
    Random random = new Random(id.hashCode());
    double[] values = new double[days];
    for (int day = 0; day < days; day++)
      values[day] = 10 + (day < TRAINED ? 0.2 : 2.0) * random.nextGaussian();
    return values;
  }

  private static String rows(int days) {
    StringBuilder rows = new StringBuilder("date,id,v\n");
    for (String id : List.of("a", "b")) {
      double[] values = values(id, days);
      for (int day = 0; day < days; day++)
        rows.append("%s,%s,%s\n".formatted(START.plusDays(day), id, values[day]));
    }
    return rows.toString();
  }

  private static JsonNode ask(Service service, String model, String dataset, int day, String more) {
    Answer answer =
        service.postJson(
            model + "/predictions",
            "{\"dataset\": {\"id\": \"%s\", \"series\": [\"%s\"], \"cutoff\": \"%s\"}%s}"
                .formatted(dataset, day % 2 == 0 ? "a" : "b", START.plusDays(day), more));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  /// The error of the first step that 80 % of the kept forecasts of series `a` did not exceed, in distances from the median to
  /// the bound of the interval on its side.
  private static double limit(Service service, String model, int to) {
    List<Double> sizes = new ArrayList<>();
    JsonNode kept = service.get(model + "/kept-forecasts?series=a&limit=500").json();
    for (JsonNode forecast : kept.get("items")) {
      LocalDate origin = LocalDate.parse(forecast.get("origin").stringValue().substring(0, 10));
      int day = (int) ChronoUnit.DAYS.between(START, origin) + 1;
      if (day > to) continue;
      double median = forecast.at("/median/0").doubleValue();
      double error = values("a", DAYS)[day] - median;
      String side = error >= 0 ? "/intervals/0/upper/0" : "/intervals/0/lower/0";
      sizes.add(Math.abs(error / (forecast.at(side).doubleValue() - median)));
    }
    sizes.sort(Double::compare);
    return sizes.get((int) Math.ceil(0.8 * (sizes.size() + 1)) - 1);
  }

  private static void intervalsFollowTheErrors(Service service) {
    String dataset = Jobflow.upload(service, "", rows(DAYS));
    String model =
        Jobflow.model(
            service, Jobflow.small(Jobflow.upload(service, "", rows(TRAINED)), "\"epochs\": 30"));
    int from = TRAINED + 10;
    int to = DAYS - 10;
    JsonNode none = ask(service, model, dataset, from, ", \"levels\": [80], \"correct\": true");
    assertThat(none.get("warnings").toString()).contains("not corrected");
    for (int day = from; day < to; day++)
      ask(service, model, dataset, day, ", \"keep\": true, \"levels\": [50]");
    JsonNode plain = ask(service, model, dataset, to, ", \"levels\": [80]");
    JsonNode corrected =
        ask(
            service,
            model,
            dataset,
            to,
            ", \"levels\": [80, 90], \"correct\": true, \"keep\": true");
    assertThat(corrected.at("/forecasts/0/mean")).isEqualTo(plain.at("/forecasts/0/mean"));
    assertThat(corrected.get("warnings").toString()).doesNotContain("kept forecasts");
    assertThat(corrected.at("/forecasts/0/intervals").size()).isEqualTo(2);
    double limit = limit(service, model, to);
    assertThat(Math.abs(limit - 1)).isGreaterThan(0.01);
    for (String side : new String[] {"upper", "lower"}) {
      double median = plain.at("/forecasts/0/mean/0").doubleValue();
      double bound = plain.at("/forecasts/0/intervals/0/" + side + "/0").doubleValue();
      assertThat(corrected.at("/forecasts/0/intervals/0/" + side + "/0").doubleValue())
          .isCloseTo(Math.max(0, median + limit * (bound - median)), within(1e-9));
    }
    // The kept forecast has the original intervals.
    JsonNode kept = service.get(model + "/kept-forecasts?limit=1").json().at("/items/0");
    assertThat(kept.at("/intervals/0/lower")).isEqualTo(plain.at("/forecasts/0/intervals/0/lower"));
    // Errors that were not finished at the origin do not count.
    JsonNode early =
        ask(service, model, dataset, from + 1, ", \"levels\": [80], \"correct\": true");
    assertThat(early.get("warnings").toString()).contains("not corrected");
    // A level that needs more errors than one series has is corrected by those of both.
    JsonNode high =
        ask(service, model, dataset, from + 26, ", \"levels\": [95], \"correct\": true");
    assertThat(high.get("warnings").toString()).contains("several series");
  }

  @Test
  void onH2() {
    intervalsFollowTheErrors(Service.shared());
  }

  @Test
  void onPostgres(@TempDir Path directory) throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Service service = new Service(directory, OnPostgres.settings(postgres))) {
      intervalsFollowTheErrors(service);
    }
  }

  @Test
  void onlySeriesOfADatasetAreCorrected() {
    Service service = Service.shared();
    String model =
        Jobflow.model(
            service, Jobflow.small(Jobflow.upload(service, "", rows(60)), "\"epochs\": 1"));
    Answer raw =
        service.postJson(
            model + "/predictions",
            "{\"correct\": true, \"series\": [{\"values\": [1, 2, 3, 4, 5, 6, 7]}]}");
    assertThat(raw.status()).isEqualTo(400);
    assertThat(raw.faults()).containsExactly("/correct");
  }
}
