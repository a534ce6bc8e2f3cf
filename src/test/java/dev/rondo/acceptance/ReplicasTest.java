package dev.rondo.acceptance;

import static dev.rondo.acceptance.ServiceProcess.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.OnPostgres;
import dev.rondo.server.Service;
import dev.rondo.server.job.PacedFit;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Jobs survive the death of the service that runs them: each ends once, with the weights of an undisturbed run.
@Timeout(600)
class ReplicasTest {
  private static final String JOBS = "/api/v1/training-jobs";
  private static final int EPOCHS = 100;

  private static EmbeddedPostgres postgres;

  /// The hash of the weights of an undisturbed run, which are the same in each service and database.
  private static String undisturbed = "";

  private final Path data = Service.temporaryDirectory();

  /// While it exists, trainings do not end.
  private final Path slow = Service.temporaryDirectory().resolve("slow");

  private final List<ServiceProcess> replicas = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void begin() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void end() throws IOException {
    postgres.close();
  }

  @AfterEach
  void close() throws InterruptedException {
    for (ServiceProcess replica : replicas) replica.close();
  }

  /// Starts a service that tries a job again also if it was killed several times before the first checkpoint.
  private ServiceProcess alone() throws IOException, InterruptedException {
    return new ServiceProcess(
        data, PacedFit.settings(slow, "rondo.jobs.parallel=1", "rondo.jobs.attempts=10"));
  }

  /// Starts replicas at the same time.
  private void start(int count, String lease) throws Exception {
    String[] settings =
        OnPostgres.settings(
            postgres,
            PacedFit.settings(slow, "rondo.jobs.parallel=1", "rondo.jobs.lease=" + lease));
    Callable<Boolean> start =
        () -> replicas.add(new ServiceProcess(Service.temporaryDirectory(), settings));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> started : threads.invokeAll(Collections.nCopies(count, start)))
        started.get();
    }
  }

  /// A training with dropout and early stopping, so that all of its state counts.
  private static String training(String dataset) {
    return """
    {"datasetId": "%s", "window": {"lookback": 30, "horizon": 1}, "network": {"cell": {"type": "lstm"}, "units": [16], "dropout": 0.1},
     "training": {"epochs": %d, "earlyStopping": {"patience": %d, "minDelta": 0.0}}}
    """
        .formatted(dataset, EPOCHS, EPOCHS);
  }

  private static String dataset(ServiceProcess service) {
    return service
        .post(
            "/api/v1/datasets/generate",
            "{\"generator\": {\"type\": \"sine-waves\", \"series\": 300, \"steps\": 40, \"seed\": 1}}")
        .get("id")
        .stringValue();
  }

  /// Starts a training that waits within an epoch until it may end.
  private String slowJob(ServiceProcess service) throws IOException, InterruptedException {
    String dataset = dataset(service);
    if (undisturbed.isEmpty()) {
      String job = submit(service, dataset);
      await(() -> ended(service, job));
      undisturbed = hash(service, job);
    }
    Files.createFile(slow);
    return submit(service, dataset);
  }

  private static String submit(ServiceProcess service, String dataset) {
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
    assertThat(events.stream().filter(line -> line.contains("\"state\":\"succeeded\""))).hasSize(1);
  }

  @Test
  void killedAtRandomMomentsATrainingEndsWithTheSameWeights()
      throws IOException, InterruptedException {
    Random random = new Random(7);
    String killed;
    try (ServiceProcess first = alone()) {
      killed = slowJob(first);
      await(() -> epochs(first, killed) > 0);
      Thread.sleep(random.nextInt(3000));
    }
    for (int kill = 0; kill < 2; kill++) {
      try (ServiceProcess _ = alone()) {
        Thread.sleep(random.nextInt(3000));
      }
    }
    try (ServiceProcess last = alone()) {
      Files.delete(slow);
      await(() -> ended(last, killed));
      assertThat(hash(last, killed)).isEqualTo(undisturbed);
      assertOnce(last, killed, last.events(JOBS + "/" + killed + "/events").toList());
    }
  }

  /// The replica that runs a job is killed; the next one is frozen for longer than its lease, and wakes up when the job has another
  /// owner.
  @Test
  void replicasTakeOverFromEachOther() throws Exception {
    start(3, "4s");
    String job = slowJob(replicas.getFirst());

    ServiceProcess killed = runner(replicas, job, 1);
    await(() -> epochs(killed, job) >= 3);
    long early = checkpoint(job);
    await(() -> checkpoint(job) != early);
    killed.kill();
    List<ServiceProcess> left = replicas.stream().filter(one -> one != killed).toList();
    CompletableFuture<List<String>> events =
        CompletableFuture.supplyAsync(() -> followed(left.getFirst(), job));

    ServiceProcess frozen = runner(left, job, 2);
    ServiceProcess last = frozen == left.getFirst() ? left.getLast() : left.getFirst();
    int reached = epochs(last, job);
    await(() -> epochs(last, job) > reached);
    frozen.signal("STOP");
    runner(List.of(last), job, 3);
    frozen.signal("CONT");
    Files.delete(slow);
    await(() -> ended(frozen, job));
    assertThat(hash(last, job)).isEqualTo(undisturbed);
    // Any replica has each event once, whichever replica wrote it.
    List<String> followed = events.get(3, TimeUnit.MINUTES);
    assertOnce(last, job, followed);
    // Each attempt went on from the last checkpoint of the one before.
    assertThat(firstEpoch(followed, 2)).isGreaterThan(3);
    assertThat(firstEpoch(followed, 3)).isGreaterThanOrEqualTo(firstEpoch(followed, 2));
    String lost = "job %s: attempt 2 no longer runs it".formatted(job);
    await(() -> frozen.log().contains(lost));
  }

  /// No lease ends in this test, so the other replica has the job only because it was handed over.
  @Test
  void aReplicaThatIsToldToStopHandsItsJobOver() throws Exception {
    start(2, "1h");
    String job = slowJob(replicas.getFirst());
    ServiceProcess stopped = runner(replicas, job, 1);
    ServiceProcess other = replicas.get(1 - replicas.indexOf(stopped));
    await(() -> epochs(other, job) >= 3);
    stopped.signal("TERM");
    // An attempt that ends in this way is not in vain, and goes on elsewhere under its number.
    runner(List.of(other), job, 1);
    Files.delete(slow);
    await(() -> ended(other, job));
    assertThat(hash(other, job)).isEqualTo(undisturbed);
    assertOnce(other, job, other.events(JOBS + "/" + job + "/events").toList());
  }

  /// A number that changes with the last checkpoint; 0 if there is none.
  private static long checkpoint(String job) {
    return JdbcClient.create(postgres.getPostgresDatabase())
        .sql("select coalesce(sum(checksum), 0) from job_checkpoint where job_id = ?")
        .param(job)
        .query(Long.class)
        .single();
  }

  /// The number of the first epoch that an attempt told.
  private static int firstEpoch(List<String> events, int attempt) {
    Pattern number = Pattern.compile("data:.*\"epoch\":(\\d+).*");
    return events.stream()
        .dropWhile(line ->
            !(line.contains("\"state\":\"running\"") && line.contains("\"attempt\":" + attempt)))
        .dropWhile(line -> !line.equals("event:epoch"))
        .map(number::matcher)
        .filter(Matcher::matches)
        .map(found -> Integer.parseInt(found.group(1)))
        .findFirst()
        .orElseThrow();
  }

  /// The replica that runs an attempt of a job.
  private static ServiceProcess runner(List<ServiceProcess> replicas, String job, int attempt)
      throws InterruptedException {
    String line = "job %s 'sine-waves': starts, attempt %d".formatted(job, attempt);
    await(() -> replicas.stream().anyMatch(one -> one.log().contains(line)));
    return replicas.stream().filter(one -> one.log().contains(line)).findFirst().orElseThrow();
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
