package dev.rondo.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Meanwhile;
import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.memory.MemoryBudget;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.model.Models;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Training jobs over HTTP, with a training that proceeds only when the test allows it.
@Timeout(120)
class JobApiTest {
  private static Service service;
  private static String dataset;

  private FakeFit fit;

  @BeforeAll
  static void start(@TempDir Path data) {
    service =
        new Service(
            List.of(FakeFit.Beans.class), data, "rondo.jobs.parallel=1", "rondo.jobs.waiting=2");
    dataset = Jobflow.dataset(service, 20);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void holdTraining() {
    fit = service.bean(FakeFit.class);
    fit.batches.drainPermits();
  }

  @AfterEach
  void endAll() {
    for (String state : List.of("queued", "running")) {
      for (JsonNode job : service.get("/api/v1/training-jobs?state=" + state).json().get("items")) {
        String id = job.get("id").stringValue();
        service.postJson(path(id) + "/cancel", "");
        await(id, each -> !each.get("finishedAt").isNull());
      }
    }
  }

  private static String path(String id) {
    return "/api/v1/training-jobs/" + id;
  }

  private static Answer submit(String more) {
    return submit(dataset, more);
  }

  private static Answer submit(String from, String more) {
    return service.postJson(
        "/api/v1/training-jobs",
        "{\"datasetId\": \"" + from + "\", \"training\": {\"epochs\": 3}" + more + "}");
  }

  private static String started(String more) {
    Answer answer = submit(more);
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return answer.json().get("id").stringValue();
  }

  private static JsonNode await(String id, Predicate<JsonNode> condition) {
    return Jobflow.await(service, id, condition);
  }

  private static JsonNode await(String id, String state) {
    return await(id, job -> job.get("state").stringValue().equals(state));
  }

  @Test
  void isAcceptedAtOnceFollowedAndEndsInAModel() {
    Answer accepted = submit(", \"name\": \"first\", \"seed\": 7");
    assertThat(accepted.status()).isEqualTo(202);
    String id = accepted.json().get("id").stringValue();
    assertThat(accepted.header("Location")).isEqualTo(path(id));
    JsonNode specification = accepted.json().get("specification");
    assertThat(specification.get("seed").intValue()).isEqualTo(7);
    assertThat(specification.get("training").get("epochs").intValue()).isEqualTo(3);
    assertThat(specification.get("training").get("optimizer").get("type").stringValue())
        .isEqualTo("adam");

    assertThat(accepted.json().at("/warnings/0").stringValue()).isEqualTo(FakeFit.NOTE);

    JsonNode running = await(id, "running");
    assertThat(running.get("warnings")).isEqualTo(accepted.json().get("warnings"));
    fit.batches.release(FakeFit.BATCHES + 1);
    JsonNode second =
        await(id, job -> service.get(path(id) + "/history").json().get("epochs").size() == 1);
    assertThat(second.get("state").stringValue()).isEqualTo("running");
    assertThat(second.get("modelId").isNull()).isTrue();

    fit.batches.release(100);
    JsonNode ended = await(id, "succeeded");
    assertThat(ended.get("warnings")).isEqualTo(accepted.json().get("warnings"));
    assertThat(ended.get("progress").get("fraction").doubleValue()).isEqualTo(1);
    JsonNode history = service.get(path(id) + "/history").json().get("epochs");
    assertThat(history.valueStream().map(row -> row.get("epoch").intValue()))
        .containsExactly(1, 2, 3);
    assertThat(history.get(1).get("validationLoss").doubleValue()).isEqualTo(0.5);
    assertThat(history.get(1).get("gradientNorm").isNull()).isTrue();
    Answer csv = service.get(path(id) + "/history", "Accept", "text/csv");
    assertThat(csv.contentType()).startsWith("text/csv");
    assertThat(csv.text().lines())
        .hasSize(4)
        .element(2)
        .isEqualTo("2,0.5,0.5,0.5,0.5,0.5,0.5,0.001,,PT0.01S");

    String model = ended.get("modelId").stringValue();
    JsonNode described = service.get("/api/v1/models/" + model).json();
    assertThat(described.get("name").stringValue()).isEqualTo("first");
    assertThat(described.get("jobId").stringValue()).isEqualTo(id);
    assertThat(described.get("warnings").get(0).stringValue()).isEqualTo("a warning");
    try (Reservation memory = service.bean(MemoryBudget.class).open("the test")) {
      assertThat(service.bean(Models.class).forecaster(model, memory).model().weights())
          .containsExactly(1.5f, Float.MIN_VALUE, -0f);
    }
    assertThat(service.delete("/api/v1/models/" + model).status()).isEqualTo(204);
    assertThat(service.get("/api/v1/models/" + model).status()).isEqualTo(404);
  }

  @Test
  void tellsWhatItWouldTakeWithoutStarting() {
    int before = service.get("/api/v1/training-jobs").json().get("items").size();
    Answer dry =
        service.postJson(
            "/api/v1/training-jobs?dryRun=true",
            "{\"datasetId\": \"" + dataset + "\", \"window\": {}}");
    assertThat(dry.status()).isEqualTo(200);
    assertThat(dry.json().get("estimate").get("parameters").intValue()).isEqualTo(3);
    assertThat(dry.json().get("estimate").get("duration").stringValue()).isEqualTo("PT1S");
    assertThat(dry.json().get("specification").get("window").get("lookback").intValue())
        .isEqualTo(50);
    assertThat(service.get("/api/v1/training-jobs").json().get("items").size()).isEqualTo(before);
  }

  @Test
  void tellsEveryFaultOfARequest() {
    Answer faulty =
        service.postJson(
            "/api/v1/training-jobs",
            "{\"name\": 3, \"window\": {\"lookback\": -1}, \"learnigRate\": 1, \"split\": {\"type\": \"no\"}}");
    assertThat(faulty.status()).isEqualTo(400);
    assertThat(faulty.faults())
        .containsExactlyInAnyOrder(
            "/datasetId", "/name", "/window/lookback", "/learnigRate", "/split/type");
    assertThat(service.postJson("/api/v1/training-jobs", "").status()).isEqualTo(400);
    assertThat(service.postJson("/api/v1/training-jobs", "[1]").status()).isEqualTo(400);
    Answer unknown = service.postJson("/api/v1/training-jobs", "{\"datasetId\": \"no such\"}");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.faults()).containsExactly("/datasetId");
    assertThat(service.get("/api/v1/training-jobs?state=bad").faults()).containsExactly("state");
    assertThat(service.get(path("no%20such") + "/history").status()).isEqualTo(404);
  }

  @Test
  void refusesMoreThanMayWait() {
    String running = started("");
    await(running, "running");
    String waits = started("");
    started("");
    Answer refused = submit("");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
    assertThat(refused.json().get("detail").stringValue()).contains("rondo.jobs.waiting");

    assertThat(service.delete("/api/v1/datasets/" + dataset).status()).isEqualTo(409);
    assertThat(service.delete(path(running)).status()).isEqualTo(409);
    assertThat(service.delete(path(waits)).status()).isEqualTo(409);
    assertThat(service.postJson(path(waits) + "/cancel", "").json().get("state").stringValue())
        .isEqualTo("cancelled");
    assertThat(service.postJson(path(waits) + "/cancel", "").status()).isEqualTo(409);
    assertThat(service.delete(path(waits)).status()).isEqualTo(204);
    assertThat(service.get(path(waits)).status()).isEqualTo(404);
    assertThat(submit("").status()).isEqualTo(202);
  }

  @Test
  void cancelKeepsTheBestWeightsOnceAnEpochHasEnded() {
    String early = started("");
    await(early, "running");
    fit.batches.release(2);
    assertThat(service.postJson(path(early) + "/cancel", "").status()).isEqualTo(202);
    assertThat(await(early, "cancelled").get("modelId").isNull()).isTrue();

    String late = started("");
    await(late, "running");
    fit.batches.drainPermits();
    fit.batches.release(FakeFit.BATCHES + 1);
    await(late, _ -> service.get(path(late) + "/history").json().get("epochs").size() == 1);
    service.postJson(path(late) + "/cancel", "");
    String model = await(late, "cancelled").get("modelId").stringValue();
    JsonNode provenance = service.get("/api/v1/models/" + model).json().get("provenance");
    assertThat(provenance.get("cancelled").booleanValue()).isTrue();
    assertThat(provenance.get("epochs").intValue()).isEqualTo(1);
  }

  @Test
  void aFailureIsToldAndTheNextJobRuns() {
    JsonNode infeasible =
        await(started(", \"seed\": " + FakeFit.INFEASIBLE), "failed").get("problem");
    assertThat(infeasible.get("status").intValue()).isEqualTo(422);
    assertThat(infeasible.get("errors").get(0).get("pointer").stringValue()).isEqualTo("/scaler");
    JsonNode broken = await(started(", \"seed\": " + FakeFit.BROKEN), "failed").get("problem");
    assertThat(broken.get("status").intValue()).isEqualTo(500);
    assertThat(broken.get("detail").stringValue()).doesNotContain("of a test");
    fit.batches.release(100);
    await(started(""), "succeeded");
  }

  @Test
  void aHeapThatRunsOutIsNoFailureOfTheJob() {
    String lost = started(", \"seed\": " + FakeFit.OUT_OF_MEMORY);
    await(lost, "running");
    fit.batches.release(100);
    await(started(""), "succeeded");
    assertThat(service.get(path(lost)).json().get("state").stringValue()).isEqualTo("running");
    service.postJson(path(lost) + "/cancel", "");
    await(lost, "cancelled");
  }

  @Test
  void eventsResumeWithoutLossOrDuplicates() throws IOException, InterruptedException {
    String id = started("");
    await(id, "running");
    fit.batches.release(FakeFit.BATCHES + 1);
    List<String> seen = new ArrayList<>();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(service.root().resolve(path(id) + "/events")).build();
      HttpResponse<Stream<String>> live = client.send(request, HttpResponse.BodyHandlers.ofLines());
      try (Stream<String> lines = live.body()) {
        // The job runs, and its first epoch has not ended.
        for (Iterator<String> line = lines.iterator(); !seen.contains("event:epoch"); )
          seen.add(line.next());
      }
      client.shutdownNow();
    }
    fit.batches.release(100);
    await(id, "succeeded");

    List<Long> known = ids(seen.stream());
    List<Long> rest =
        ids(
            service
                .get(path(id) + "/events", "Last-Event-ID", Long.toString(known.getLast()))
                .text()
                .lines());
    String whole = service.get(path(id) + "/events").text();
    List<Long> all = ids(whole.lines());
    assertThat(Stream.concat(known.stream(), rest.stream())).containsExactlyElementsOf(all);
    assertThat(all)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, all.size()).boxed().toList());
    assertThat(whole.lines().filter("event:epoch"::equals)).hasSize(3);
    assertThat(whole).contains("event:progress").contains("\"state\":\"succeeded\"");
    assertThat(
            service
                .get(path(id) + "/events", "Last-Event-ID", Long.toString(all.getLast()))
                .status())
        .isEqualTo(204);
    assertThat(service.get(path(id) + "/events", "Last-Event-ID", "x").faults())
        .containsExactly("Last-Event-ID");
  }

  private static List<Long> ids(Stream<String> lines) {
    return lines
        .filter(line -> line.startsWith("id:"))
        .map(line -> Long.valueOf(line.substring(3)))
        .toList();
  }

  @Test
  void jobsAreListedByState() {
    String running = started("");
    await(running, "running");
    String queued = started("");
    assertThat(
            service
                .get("/api/v1/training-jobs?state=queued")
                .json()
                .get("items")
                .valueStream()
                .map(job -> job.get("id").stringValue()))
        .containsExactly(queued);
    JsonNode page = service.get("/api/v1/training-jobs?limit=1").json();
    assertThat(page.get("items").get(0).get("id").stringValue()).isEqualTo(queued);
    JsonNode next =
        service
            .get("/api/v1/training-jobs?limit=1&cursor=" + page.get("nextCursor").stringValue())
            .json();
    assertThat(next.get("items").get(0).get("id").stringValue()).isEqualTo(running);
  }

  /// A start waits for no upload of observations, and a deletion that waits for one sees the job.
  @Test
  void aDatasetIsKeptForAJobThatStartsWhileItsDeletionWaits() throws Exception {
    String used = Jobflow.dataset(service, 20);
    List<Answer> answers =
        Meanwhile.during(
            service,
            "update dataset set name = name where id = ?",
            used,
            "select id from dataset%",
            List.of(() -> service.delete("/api/v1/datasets/" + used), () -> submit(used, "")));
    assertThat(answers.getLast().status()).as(answers.getLast().text()).isEqualTo(202);
    assertThat(answers.getFirst().status()).isEqualTo(409);
    assertThat(service.get("/api/v1/datasets/" + used).status()).isEqualTo(200);
  }

  @Test
  void aJobIsRefusedWhileItsDatasetIsDeleted() throws Exception {
    String gone = Jobflow.dataset(service, 20);
    Answer refused =
        Meanwhile.during(
            service,
            "update project set created_at = created_at; delete from dataset where id = ?",
            gone,
            "update project%",
            () -> submit(gone, ""));
    assertThat(refused.status()).as(refused.text()).isEqualTo(404);
    assertThat(service.get("/api/v1/training-jobs?state=queued").json().get("items").size())
        .isZero();
  }
}
