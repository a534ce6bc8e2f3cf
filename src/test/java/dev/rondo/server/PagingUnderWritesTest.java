package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Lists that change while their pages are read: what was there all the time is listed once.
class PagingUnderWritesTest {
  private static final String API = "/api/v1/";
  private static final int COUNT = 6;

  private static Service service;
  private static String dataset = "";
  private static String model = "";

  @BeforeAll
  static void start(@TempDir Path data) {
    service = new Service(data, "rondo.webhooks.hosts=127.0.0.1:1", "rondo.retraining.check=1h");
    dataset =
        created(
            service.postJson(
                API + "datasets",
                "{\"frequency\": \"PT1H\", \"series\": [{\"id\": \"a\", \"start\": \"2026-01-01T00:00:00Z\", \"values\": [1, 2, 3, 4, 5, 6, 7, 8, 9, 8, 7, 6]}]}"));
    model = service.get(API + "training-jobs/" + job()).json().get("modelId").stringValue();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  /// @param name path of the list
  /// @param id member that names an item
  /// @param create creates the item of a number and returns its id; the ids grow with the numbers
  record Listing(String name, String id, IntFunction<String> create) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Listing> lists() {
    return Stream.of(
        new Listing(
            "datasets",
            "id",
            _ ->
                created(
                    service.postJson(
                        API + "datasets", "{\"series\": [{\"id\": \"a\", \"values\": [1, 2]}]}"))),
        new Listing("training-jobs", "id", _ -> job()),
        new Listing(
            "models",
            "id",
            _ -> service.get(API + "training-jobs/" + job()).json().get("modelId").stringValue()),
        new Listing(
            "backtests",
            "id",
            _ -> {
              String body =
                  "{\"datasetId\": \"%s\", \"horizon\": 1, \"candidates\": [{\"type\": \"baseline\", \"name\": \"naive\"}]}"
                      .formatted(dataset);
              String id = created(service.postJson(API + "backtests", body));
              while (service.get(API + "backtests/" + id).json().get("finishedAt").isNull())
                Thread.onSpinWait();
              return id;
            }),
        new Listing("aliases", "name", n -> put("aliases/", n, "{\"modelId\": \"%s\"}")),
        new Listing("streams", "id", n -> put("streams/", n, "{\"modelId\": \"%s\"}")),
        new Listing(
            "published-forecasts",
            "name",
            n ->
                put(
                    "published-forecasts/",
                    n,
                    "{\"modelId\": \"%s\", \"datasetId\": \"" + dataset + "\"}")),
        new Listing(
            "keys",
            "id",
            n ->
                created(
                    service.postJson(
                        API + "keys",
                        "{\"name\": \"key %d\", \"role\": \"reader\"}".formatted(n)))),
        new Listing("projects", "name", PagingUnderWritesTest::project),
        new Listing(
            "webhooks",
            "id",
            _ ->
                created(service.postJson(API + "webhooks", "{\"url\": \"http://127.0.0.1:1/\"}"))));
  }

  private static String created(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isBetween(200, 202);
    JsonNode made = answer.json();
    return (made.has("key") ? made.get("key") : made).get("id").stringValue();
  }

  private static String job() {
    String id =
        created(
            service.postJson(
                API + "training-jobs",
                "{\"datasetId\": \"%s\", \"window\": {\"lookback\": 2, \"horizon\": 1}, \"network\": {\"units\": [1]}, \"training\": {\"epochs\": 1}}"
                    .formatted(dataset)));
    Jobflow.await(service, id, each -> !each.get("finishedAt").isNull());
    return id;
  }

  /// A project before the one that always exists.
  private static String project(int number) {
    String name = "a" + (100 + number);
    Answer answer = service.postJson(API + "projects", "{\"name\": \"%s\"}".formatted(name));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return name;
  }

  private static String put(String path, int number, String body) {
    String name = "n" + (100 + number);
    Answer answer = OneOfEach.put(service, API + path + name, body.formatted(model));
    assertThat(answer.status()).as(answer.text()).isIn(200, 201);
    return name;
  }

  private static JsonNode page(Listing list, String cursor) {
    Answer answer =
        service.get(API + list.name() + "?limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static void delete(Listing list, String id) {
    assertThat(service.delete(API + list.name() + "/" + id).status()).isBetween(200, 204);
  }

  @ParameterizedTest
  @MethodSource("lists")
  void listWhatStaysOnce(Listing list) {
    List<String> made = new ArrayList<>();
    for (int n = 1; n <= COUNT; n++) made.add(list.create().apply(n));
    List<String> seen = new ArrayList<>();
    JsonNode page = page(list, "");
    page.get("items").forEach(item -> seen.add(item.get(list.id()).stringValue()));
    assertThat(seen).hasSize(2);
    List<String> unseen = made.stream().filter(id -> !seen.contains(id)).toList();
    delete(list, seen.get(0));
    delete(list, seen.get(1));
    delete(list, unseen.get(1));
    String before = list.create().apply(0);
    String after = list.create().apply(COUNT + 1);
    assertThat(after).isNotEqualTo(before);
    while (!page.path("nextCursor").isMissingNode() && !page.get("nextCursor").isNull()) {
      page = page(list, page.get("nextCursor").stringValue());
      page.get("items").forEach(item -> seen.add(item.get(list.id()).stringValue()));
    }
    assertThat(seen).doesNotHaveDuplicates();
    List<String> stayed = new ArrayList<>(unseen);
    stayed.remove(unseen.get(1));
    assertThat(seen).containsAll(stayed);
    // A revoked key stays in the list.
    if (!list.name().equals("keys")) assertThat(seen).doesNotContain(unseen.get(1));
  }
}
