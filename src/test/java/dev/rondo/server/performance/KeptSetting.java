package dev.rondo.server.performance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import java.time.LocalDate;
import java.util.function.IntToDoubleFunction;
import tools.jackson.databind.JsonNode;

/// A service with a dataset of two series and a model, whose forecasts are kept.
record KeptSetting(Service service, String dataset, String model) {
  static final LocalDate START = LocalDate.of(2026, 1, 1);
  static final int DAYS = 80;
  static final int HORIZON = 4;

  static KeptSetting of(Service service) {
    StringBuilder rows = new StringBuilder("date,id,v\n");
    for (int day = 0; day < DAYS; day++) {
      rows.append("%s,a,%s\n".formatted(START.plusDays(day), value(day)));
      rows.append("%s,b,%s\n".formatted(START.plusDays(day), 10 * value(day)));
    }
    String dataset = Jobflow.upload(service, "", rows.toString());
    String model =
        Jobflow.model(
            service,
            Jobflow.small(dataset, "\"epochs\": 2").replace("\"horizon\": 2", "\"horizon\": 4"));
    return new KeptSetting(service, dataset, model);
  }

  /// With another model of the same dataset.
  KeptSetting otherModel() {
    return new KeptSetting(
        service, dataset, Jobflow.model(service, Jobflow.small(dataset, "\"epochs\": 1")));
  }

  /// Keeps forecasts of both series; returns the answer.
  JsonNode keep(String more) {
    Answer answer =
        service.postJson(
            model + "/predictions",
            "{\"keep\": true, \"dataset\": {\"id\": \"%s\"%s}}".formatted(dataset, more));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  JsonNode keepFrom(int lastDay) {
    return keep(", \"cutoff\": \"" + START.plusDays(lastDay) + "\"");
  }

  JsonNode performance() {
    Answer answer = service.get(model + "/performance");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  /// Appends days to series `a` only.
  void append(int from, int days, IntToDoubleFunction value) {
    StringBuilder rows = new StringBuilder("date,id,v\n");
    for (int day = from; day < from + days; day++) {
      double number = value.applyAsDouble(day);
      rows.append("%s,a,%s\n".formatted(START.plusDays(day), Double.isNaN(number) ? "" : number));
    }
    Answer answer =
        service.post("/api/v1/datasets/" + dataset + "/observations", "text/csv", rows.toString());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  static double value(int day) {
    return 3 + Math.sin(day) + 0.01 * day;
  }
}
