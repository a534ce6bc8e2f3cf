package dev.rondo.acceptance;

import static dev.rondo.acceptance.ServiceProcess.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// Jobs survive the death of the service that runs them: each ends once, with the weights of an undisturbed run.
@Timeout(240)
class ReplicasTest {
  private static final String JOBS = "/api/v1/training-jobs";
  private static final int EPOCHS = 60;

  private final Path data = Service.temporaryDirectory();

  /// A training of about ten seconds with dropout and early stopping, so that all of its state counts.
  private static String training(String dataset) {
    return """
    {"datasetId": "%s", "window": {"lookback": 30, "horizon": 1}, "network": {"cell": {"type": "lstm"}, "units": [16], "dropout": 0.1},
     "training": {"epochs": %d, "earlyStopping": {"patience": 60, "minDelta": 0.0}}}
    """
        .formatted(dataset, EPOCHS);
  }

  private static String dataset(ServiceProcess service) {
    return service
        .post(
            "/api/v1/datasets/generate",
            "{\"generator\": {\"type\": \"sine-waves\", \"series\": 300, \"steps\": 40}}")
        .get("id")
        .stringValue();
  }

  private static String start(ServiceProcess service, String dataset) {
    return service.post(JOBS, training(dataset)).get("id").stringValue();
  }

  private static boolean ended(ServiceProcess service, String job) {
    return !service.get(JOBS + "/" + job).get("finishedAt").isNull();
  }

  private static String hash(ServiceProcess service, String job) {
    JsonNode ended = service.get(JOBS + "/" + job);
    assertThat(ended.get("state").stringValue()).as(ended.toString()).isEqualTo("succeeded");
    return service
        .get("/api/v1/models/" + ended.get("modelId").stringValue())
        .at("/provenance/weightsHash")
        .stringValue();
  }

  private static int epochs(ServiceProcess service, String job) {
    return service.get(JOBS + "/" + job + "/history").get("epochs").size();
  }

  /// The job has one model and each epoch once, and ended once.
  private static void assertOnce(ServiceProcess service, String job, List<String> events) {
    List<Integer> numbers = new ArrayList<>();
    service
        .get(JOBS + "/" + job + "/history")
        .get("epochs")
        .forEach(epoch -> numbers.add(epoch.get("epoch").intValue()));
    assertThat(numbers).isEqualTo(IntStream.rangeClosed(1, EPOCHS).boxed().toList());
    long models =
        service
            .get("/api/v1/models?limit=100")
            .get("items")
            .valueStream()
            .filter(model -> model.get("jobId").stringValue().equals(job))
            .count();
    assertThat(models).isEqualTo(1);
    List<Long> seqs =
        events.stream()
            .filter(line -> line.startsWith("id:"))
            .map(line -> Long.parseLong(line.substring(3).strip()))
            .toList();
    for (int i = 0; i < seqs.size(); i++) assertThat(seqs.get(i)).isEqualTo(i + 1);
    assertThat(events.stream().filter(line -> line.contains("\"state\":\"succeeded\"")))
        .hasSize(1);
  }

  @Test
  void killedAtRandomMomentsATrainingEndsWithTheSameWeights()
      throws IOException, InterruptedException {
    Random random = new Random(7);
    String undisturbed;
    String killed;
    try (ServiceProcess first = new ServiceProcess(data, "rondo.jobs.parallel=1")) {
      String dataset = dataset(first);
      undisturbed = start(first, dataset);
      await(() -> ended(first, undisturbed));
      killed = start(first, dataset);
      await(() -> epochs(first, killed) > 0);
      Thread.sleep(random.nextInt(3000));
    }
    for (int kill = 0; kill < 2; kill++) {
      try (ServiceProcess next = new ServiceProcess(data, "rondo.jobs.parallel=1")) {
        Thread.sleep(random.nextInt(3000));
      }
    }
    try (ServiceProcess last = new ServiceProcess(data, "rondo.jobs.parallel=1")) {
      await(() -> ended(last, killed));
      assertThat(hash(last, killed)).isEqualTo(hash(last, undisturbed));
      assertOnce(last, killed, last.events(JOBS + "/" + killed + "/events").toList());
    }
  }

  /// One replica is killed; another one is frozen for longer than its lease, and wakes up when its job has another owner; a third
  /// one ends in an orderly way.
  @Test
  void replicasTakeOverFromEachOther() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      String[] settings = {
        "spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
        "spring.datasource.username=postgres",
        "spring.datasource.password=postgres",
        "rondo.jobs.parallel=1",
        "rondo.jobs.lease=4s"
      };
      String undisturbed;
      String job;
      ServiceProcess killed = new ServiceProcess(data, settings);
      ServiceProcess frozen = null;
      try {
        String dataset = dataset(killed);
        undisturbed = start(killed, dataset);
        await(() -> ended(killed, undisturbed));
        job = start(killed, dataset);
        await(() -> epochs(killed, job) >= 3);
        ServiceProcess second = new ServiceProcess(Service.temporaryDirectory(), settings);
        frozen = second;
        // The events come from another replica than the one that writes them.
        CompletableFuture<List<String>> events =
            CompletableFuture.supplyAsync(() -> followed(second, job));
        killed.kill();
        await(() -> attempt(second, job) == 2);
        int reached = epochs(second, job);
        await(() -> epochs(second, job) > reached);
        try (ServiceProcess third = new ServiceProcess(Service.temporaryDirectory(), settings)) {
          second.signal("STOP");
          await(() -> attempt(third, job) == 3);
          second.signal("CONT");
          await(() -> ended(third, job));
          assertThat(hash(third, job)).isEqualTo(hash(third, undisturbed));
          assertThat(hash(second, job)).isEqualTo(hash(third, job));
          assertOnce(third, job, events.get(30, TimeUnit.SECONDS));
          assertThat(second.log()).contains("job %s: attempt 2 no longer runs it".formatted(job));
        }
      } finally {
        killed.close();
        if (frozen != null) frozen.close();
      }
    }
  }

  private static int attempt(ServiceProcess service, String job) {
    return service.get(JOBS + "/" + job).get("attempt").intValue();
  }

  private static List<String> followed(ServiceProcess service, String job) {
    try {
      return service.events(JOBS + "/" + job + "/events").toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
