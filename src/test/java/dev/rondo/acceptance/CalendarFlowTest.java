package dev.rondo.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Integer steps, ends of months and business days keep their positions from the upload to the forecast.
class CalendarFlowTest {
  private final Service service = Service.shared();

  private static String column(int rows, IntFunction<Object> time) {
    StringBuilder text = new StringBuilder("time,v\n");
    for (int i = 0; i < rows; i++)
      text.append(time.apply(i)).append(',').append(100 + i % 12).append('\n');
    return text.toString();
  }

  private String upload(String query, String text) {
    Answer answer = service.post("/api/v1/datasets" + query, "text/csv", text);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().get("id").stringValue();
  }

  private Answer submit(String dataset, String split) {
    return service.postJson(
        "/api/v1/training-jobs",
        """
        {"datasetId": "%s", "seed": 1, "window": {"lookback": 6, "horizon": 4}, "split": %s,
         "network": {"cell": {"type": "simple-rnn"}, "units": [2]}, "training": {"epochs": 1, "batchSize": 8}}\
        """
            .formatted(dataset, split));
  }

  /// Trains a model; returns the path of its predictions.
  private String train(String dataset, String split) {
    Answer job = submit(dataset, split);
    assertThat(job.status()).as(job.text()).isEqualTo(202);
    JsonNode done =
        Jobflow.await(
            service,
            job.json().get("id").stringValue(),
            one -> !List.of("queued", "running").contains(one.get("state").stringValue()));
    assertThat(done.get("state").stringValue()).as(done.toString()).isEqualTo("succeeded");
    return "/api/v1/models/" + done.get("modelId").stringValue() + "/predictions";
  }

  private static final String SHARES =
      "{\"type\": \"by-time\", \"train\": 0.6, \"validation\": 0.2, \"test\": 0.2}";

  private static List<String> timestamps(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    List<String> days = new ArrayList<>();
    for (JsonNode time : answer.json().at("/forecasts/0/timestamps"))
      days.add(time.stringValue().substring(0, 10));
    return days;
  }

  @Test
  void integerStepsSpeakTheNumbersOfTheFile() {
    String dataset = upload("", column(40, i -> 1000 + 10 * i));
    String series = "/api/v1/datasets/" + dataset + "/series/series-1";
    JsonNode part = service.get(series + "?from=1100&to=1150").json();
    assertThat(part.get("timestamps").toString())
        .isEqualTo("[\"1100\",\"1110\",\"1120\",\"1130\",\"1140\",\"1150\"]");
    assertThat(service.get(series + "?from=100").status()).isEqualTo(400);
    assertThat(service.get(series + "?to=1391").text()).contains("1000 to 1390");

    String predictions =
        train(
            dataset,
            "{\"type\": \"by-time\", \"validationStart\": \"1200\", \"testStart\": \"1300\"}");
    String request = "{\"horizon\": 3, \"dataset\": {\"id\": \"%s\", \"cutoff\": \"%d\"}}";
    Answer forecast = service.postJson(predictions, request.formatted(dataset, 1190));
    assertThat(forecast.json().at("/forecasts/0/steps").toString()).isEqualTo("[1200,1210,1220]");
    assertThat(service.postJson(predictions, request.formatted(dataset, 119)).status())
        .isEqualTo(422);
    Answer outside =
        submit(
            dataset, "{\"type\": \"by-time\", \"validationStart\": \"20\", \"testStart\": \"30\"}");
    assertThat(outside.status()).isEqualTo(422);
    assertThat(outside.text()).contains("1000 to 1390");
    Answer raw =
        service.postJson(
            predictions,
            "{\"horizon\": 2, \"series\": [{\"start\": \"2000\", \"values\": [1, 2, 3, 4, 5, 6]}]}");
    assertThat(raw.json().at("/forecasts/0/steps").toString()).isEqualTo("[2060,2070]");
  }

  @Test
  void monthEndsAreTheSameFromEverySource() {
    IntFunction<Object> ends = i -> LocalDate.of(2022, 2, 1).plusMonths(i).minusDays(1);
    String dataset = upload("", column(48, ends));
    String predictions = train(dataset, SHARES);
    List<String> expected = List.of("2025-10-31", "2025-11-30", "2025-12-31", "2026-01-31");
    assertThat(
            timestamps(
                service.postJson(
                    predictions,
                    "{\"dataset\": {\"id\": \"%s\", \"cutoff\": \"2025-09-30\"}}"
                        .formatted(dataset))))
        .isEqualTo(expected);
    assertThat(
            timestamps(
                service.postJson(
                    predictions,
                    "{\"series\": [{\"start\": \"2025-04-30\", \"values\": [104, 105, 106, 107, 108, 109]}]}")))
        .isEqualTo(expected);
    String rows = column(6, i -> LocalDate.of(2025, 5, 1).plusMonths(i).minusDays(1));
    assertThat(timestamps(service.post(predictions, "text/csv", rows))).isEqualTo(expected);
  }

  @Test
  void businessDaysHaveNoWeekends() {
    LocalDate monday = LocalDate.of(2026, 1, 5);
    String dataset = upload("", column(60, i -> monday.plusDays(i / 5 * 7 + i % 5)));
    JsonNode described = service.get("/api/v1/datasets/" + dataset).json();
    assertThat(described.get("frequency").stringValue()).isEqualTo("business-day");
    assertThat(described.get("missing").longValue()).isZero();
    String predictions = train(dataset, SHARES);
    List<String> days =
        timestamps(
            service.postJson(
                predictions,
                "{\"dataset\": {\"id\": \"%s\", \"cutoff\": \"2026-03-12\"}}".formatted(dataset)));
    assertThat(days).containsExactly("2026-03-13", "2026-03-16", "2026-03-17", "2026-03-18");
    assertThat(days)
        .noneMatch(day -> LocalDate.parse(day).getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0);
    assertThat(
            service
                .postJson(
                    predictions,
                    "{\"series\": [{\"start\": \"2026-01-03\", \"values\": [1, 2, 3, 4, 5, 6]}]}")
                .text())
        .contains("Monday to Friday");
  }

  @Test
  void daysOfAChangingClockAreNotMoved() {
    IntFunction<Object> days =
        i ->
            "%sT00:00:00%s"
                .formatted(LocalDate.of(2026, 3, 20).plusDays(i), i < 10 ? "+01:00" : "+02:00");
    for (String query : List.of("", "?frequency=P1D")) {
      String dataset = upload(query, column(20, days));
      JsonNode series =
          service.get("/api/v1/datasets/" + dataset + "/series/series-1").json().get("timestamps");
      for (int i = 0; i < 20; i++) assertThat(series.get(i).stringValue()).isEqualTo(days.apply(i));
    }
  }
}
