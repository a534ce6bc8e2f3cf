package dev.rondo.server.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// A stored dataset, and the calls of a client that adds observations to it.
record Observed(Service service, String id) {
  /// Uploads CSV.
  ///
  /// @param query query of the upload, empty or from `?` on
  static Observed upload(Service service, String query, String csv) {
    return new Observed(service, Jobflow.upload(service, query, csv));
  }

  /// Generates two series of 51 steps.
  static Observed generate(Service service) {
    return new Observed(
        service,
        service
            .postJson(
                "/api/v1/datasets/generate",
                "{\"generator\": {\"type\": \"sine-waves\", \"series\": 2, \"steps\": 51, \"noise\": 0.1, \"seed\": 1}}")
            .json()
            .get("id")
            .stringValue());
  }

  String path() {
    return "/api/v1/datasets/" + id;
  }

  Answer send(String query, String type, String body, String... headers) {
    return service.send(
        "POST",
        path() + "/observations" + query,
        body.getBytes(StandardCharsets.UTF_8),
        Stream.concat(Stream.of("Content-Type", type), Stream.of(headers)).toArray(String[]::new));
  }

  /// Adds rows of CSV.
  JsonNode add(String csv) {
    return added(send("", "text/csv", csv));
  }

  static JsonNode added(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  /// The detail of the first fault of a refusal, which changes nothing.
  String refused(int status, Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    JsonNode errors = answer.json().get("errors");
    return errors.isEmpty()
        ? answer.json().get("detail").stringValue()
        : errors.get(0).get("detail").stringValue();
  }

  JsonNode describe() {
    return service.get(path()).json();
  }

  JsonNode series(String series) {
    return service.get(path() + "/series/" + series).json();
  }

  /// The values of a series as JSON.
  String values(String series) {
    return series(series).get("values").toString();
  }

  /// The values of all series, read from the database.
  String stored() {
    service.bean(Datasets.class).forget();
    List<String> all = new ArrayList<>();
    for (JsonNode one : service.get(path() + "/series").json().get("items"))
      all.add(one + " " + values(one.get("id").stringValue()));
    return String.join("\n", all);
  }

  int blocks() {
    return service
        .bean(JdbcClient.class)
        .sql("select count(*) from series_block where dataset_id = ?")
        .param(id)
        .query(Integer.class)
        .single();
  }

  void remove() {
    assertThat(service.delete(path()).status()).isEqualTo(204);
  }
}
