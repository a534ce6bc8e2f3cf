package dev.rondo.server.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Server-sent events of streams.
class StreamEventsTest {
  private static final Service SERVICE = Service.shared();
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static String model = "";

  @BeforeAll
  static void train() {
    model = StreamTest.network(SERVICE);
  }

  /// An open event stream.
  private record Events(HttpClient client, BufferedReader lines) implements AutoCloseable {
    static Events of(String stream, String... headers) throws IOException, InterruptedException {
      return of(stream, "", headers);
    }

    /// @param query more of the query, from `&` on
    static Events of(String stream, String query, String[] headers)
        throws IOException, InterruptedException {
      HttpClient client = HttpClient.newHttpClient();
      HttpRequest.Builder request =
          HttpRequest.newBuilder(
              SERVICE.root().resolve("/api/v1/streams/" + stream + "/events?levels=50" + query));
      if (headers.length > 0) request.headers(headers);
      HttpResponse<java.io.InputStream> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isEqualTo(200);
      return new Events(
          client, new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8)));
    }

    /// The data of the next event, which must have the id; a missing node at the end of the stream.
    JsonNode next(long id) throws IOException {
      String before = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id:")) before = line.substring(3).strip();
        if (line.startsWith("data:")) {
          assertThat(before).isEqualTo(Long.toString(id));
          return JSON.readTree(line.substring(5));
        }
      }
      return MissingNode.getInstance();
    }

    @Override
    public void close() throws IOException {
      lines.close();
      client.shutdownNow();
    }
  }

  private static JsonNode observe(String stream, String series, int value) {
    return SERVICE
        .postJson(
            "/api/v1/streams/" + stream + "/observations?levels=50",
            "{\"seriesId\": \"%s\", \"value\": %d}".formatted(series, value))
        .json()
        .get("forecasts");
  }

  private static void created(String stream) {
    assertThat(
            StreamTest.put(SERVICE, stream, "{\"modelId\": \"%s\"}".formatted(StreamTest.id(model)))
                .status())
        .isEqualTo(201);
  }

  @Test
  void forecastsFollowTheirObservationsAndResume() throws Exception {
    created("followed");
    try (Events events = Events.of("followed")) {
      JsonNode first = observe("followed", "a", 1);
      assertThat(events.next(1).get("forecasts")).isEqualTo(first);
      JsonNode second = observe("followed", "b", 2);
      assertThat(events.next(2).get("forecasts")).isEqualTo(second);
    }
    JsonNode third = observe("followed", "a", 3);
    try (Events resumed = Events.of("followed", "Last-Event-ID", "1")) {
      JsonNode missed = resumed.next(3);
      assertThat(missed.get("forecasts")).hasSize(2);
      assertThat(missed.at("/forecasts/1")).isEqualTo(third.get(0));
    }
  }

  @Test
  void eventsHaveTheScoresOfTheObservationsIfARateIsGiven() throws Exception {
    created("scored");
    observe("scored", "a", 1);
    try (Events events = Events.of("scored", "&falseAlarmRate=0.2", new String[0])) {
      JsonNode scores =
          SERVICE
              .postJson(
                  "/api/v1/streams/scored/observations?falseAlarmRate=0.2",
                  "[{\"seriesId\": \"a\", \"value\": 1}, {\"seriesId\": \"a\", \"value\": 900}]")
              .json()
              .at("/forecasts/0/observations");
      assertThat(events.next(2).at("/forecasts/0/observations")).isEqualTo(scores);
      assertThat(scores.size()).isEqualTo(2);
      assertThat(scores.get(1).get("alarm").booleanValue()).isTrue();
    }
  }

  /// A client that resumes after a part of the news gets all of it again.
  @Test
  void muchNewsHasSeveralEvents() throws Exception {
    created("large");
    try (Events events = Events.of("large", "&horizon=3000", new String[0])) {
      String observations =
          SERVICE
              .postJson(
                  "/api/v1/streams/large/observations?levels=50&horizon=3000",
                  "[{\"seriesId\": \"a\", \"value\": 1}, {\"seriesId\": \"b\", \"value\": 2}, {\"seriesId\": \"c\", \"value\": 3}]")
              .json()
              .get("forecasts")
              .toString();
      List<String> told = new ArrayList<>();
      for (long id : new long[] {0, 0, 1}) {
        JsonNode forecasts = events.next(id).get("forecasts");
        assertThat(forecasts).hasSize(1);
        told.add(forecasts.get(0).toString());
      }
      assertThat("[" + String.join(",", told) + "]").isEqualTo(observations);
    }
  }

  @Test
  void anIdThatNoEventHasIsRefused() {
    created("refusing");
    Answer answer = SERVICE.get("/api/v1/streams/refusing/events", "Last-Event-ID", "-1");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("Last-Event-ID must be at least 0");
  }

  @Test
  void theEndOfAStreamEndsItsEvents() throws Exception {
    created("ending");
    try (Events events = Events.of("ending")) {
      assertThat(SERVICE.delete("/api/v1/streams/ending").status()).isEqualTo(204);
      assertThat(events.next(1).isMissingNode()).isTrue();
    }
    assertThat(SERVICE.get("/api/v1/streams/ending/events").status()).isEqualTo(404);
  }
}
