package dev.rondo.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.MovableClock;
import dev.rondo.server.Service;
import dev.rondo.server.web.Problem;
import dev.rondo.server.web.ProblemType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Only the attempt that runs a job changes its row, and its trained weights are not lost.
@ExtendWith(OutputCaptureExtension.class)
class AttemptsTest {
  private static final String JOBS = "/api/v1/training-jobs";

  /// Time until a job is run again.
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(10);

  @TempDir Path data;

  private Service service(String... settings) {
    return new Service(List.of(FakeFit.Beans.class), data, settings);
  }

  private static String start(Service service, String dataset) {
    return service
        .postJson(JOBS, "{\"datasetId\": \"" + dataset + "\", \"training\": {\"epochs\": 3}}")
        .json()
        .get("id")
        .stringValue();
  }

  private static JsonNode await(Service service, String id, String state) {
    return Jobflow.await(service, id, job -> job.get("state").stringValue().equals(state));
  }

  private static int epochs(Service service, String id) {
    return service.get(JOBS + "/" + id + "/history").json().get("epochs").size();
  }

  private static void awaitEvaluation(FakeFit fit) throws InterruptedException {
    while (fit.evaluations.get() == 0) Thread.sleep(10);
  }

  /// Waits until this service runs no job.
  private static void awaitEndOfAttempts(Service service) throws InterruptedException {
    JobRunner runner = service.bean(JobRunner.class);
    while (runner.running() > 0) Thread.sleep(10);
  }

  /// Waits until the database has refused a write, which is tried again.
  private static void awaitVainWrite(CapturedOutput log, String what) throws InterruptedException {
    while (!log.getOut().contains("cannot write " + what)) Thread.sleep(10);
  }

  @Test
  void aStopDuringTheEvaluationKeepsWhatWasTrained() throws InterruptedException {
    String id;
    try (Service first = service()) {
      FakeFit fit = first.bean(FakeFit.class);
      fit.holdsEvaluations = true;
      fit.batches.release(1000);
      id = start(first, Jobflow.dataset(first, 5));
      awaitEvaluation(fit);
    }
    try (Service second = service()) {
      JsonNode job = await(second, id, "succeeded");
      FakeFit fit = second.bean(FakeFit.class);
      assertThat(fit.trainings).hasValue(0);
      assertThat(fit.evaluations).hasValue(1);
      assertThat(epochs(second, id)).isEqualTo(3);
      assertThat(second.get("/api/v1/models/" + job.get("modelId").stringValue()).status())
          .isEqualTo(200);
      assertThat(
              second
                  .bean(JdbcClient.class)
                  .sql("select count(*) from job_state")
                  .query(Integer.class)
                  .single())
          .isZero();
    }
  }

  @Test
  void cancellingDuringTheEvaluationKeepsTheWeightsAsAModel() throws InterruptedException {
    try (Service service = service()) {
      FakeFit fit = service.bean(FakeFit.class);
      fit.holdsEvaluations = true;
      fit.batches.release(1000);
      String id = start(service, Jobflow.dataset(service, 5));
      awaitEvaluation(fit);
      service.postJson(JOBS + "/" + id + "/cancel", "");
      String model = await(service, id, "cancelled").get("modelId").stringValue();
      assertThat(service.get("/api/v1/models/" + model).text()).contains("not evaluated");
    }
  }

  @Test
  void aDatabaseThatFailsForAWhileDoesNotLoseTheResult(CapturedOutput log)
      throws InterruptedException {
    try (Service service = service()) {
      FakeFit fit = service.bean(FakeFit.class);
      JdbcClient database = service.bean(JdbcClient.class);
      fit.holdsEvaluations = true;
      fit.batches.release(1000);
      String id = start(service, Jobflow.dataset(service, 5));
      awaitEvaluation(fit);
      database.sql("alter table model rename to model_away").update();
      fit.holdsEvaluations = false;
      awaitVainWrite(log, "the end of job " + id);
      assertThat(service.get(JOBS + "/" + id).json().get("state").stringValue())
          .isEqualTo("running");
      database.sql("alter table model_away rename to model").update();
      String model = await(service, id, "succeeded").get("modelId").stringValue();
      assertThat(service.get("/api/v1/models/" + model).status()).isEqualTo(200);
    }
  }

  /// Evaluates only when the test allows it.
  static final class HeldEvaluations {
    @Bean
    @Primary
    FakeFit fakeFit() {
      FakeFit fit = new FakeFit();
      fit.holdsEvaluations = true;
      return fit;
    }
  }

  @Test
  void oneCancelCountsOnceAfterARestart() throws InterruptedException {
    String id;
    List<Class<?>> held = List.of(HeldEvaluations.class);
    try (Service first = new Service(held, data)) {
      FakeFit fit = first.bean(FakeFit.class);
      id = start(first, Jobflow.dataset(first, 5));
      fit.batches.release(FakeFit.BATCHES + 1);
      Jobflow.await(first, id, _ -> epochs(first, id) == 1);
      first.postJson(JOBS + "/" + id + "/cancel", "");
      awaitEvaluation(fit);
    }
    try (Service second = new Service(held, data, "rondo.jobs.poll=50ms")) {
      FakeFit fit = second.bean(FakeFit.class);
      awaitEvaluation(fit);
      // Several looks at what users want.
      Thread.sleep(500);
      fit.holdsEvaluations = false;
      String model = await(second, id, "cancelled").get("modelId").stringValue();
      assertThat(second.get("/api/v1/models/" + model).text())
          .contains("a warning")
          .doesNotContain("not evaluated");
    }
  }

  @Test
  void aPauseThatIsTakenBackDoesNotInterrupt() {
    try (Service service = service("rondo.jobs.poll=1h")) {
      FakeFit fit = service.bean(FakeFit.class);
      String id = start(service, Jobflow.dataset(service, 5));
      await(service, id, "running");
      fit.deaf = true;
      service.postJson(JOBS + "/" + id + "/pause", "");
      service.postJson(JOBS + "/" + id + "/resume", "");
      fit.deaf = false;
      fit.batches.release(1000);
      await(service, id, "succeeded");
      String events = service.get(JOBS + "/" + id + "/events").text();
      assertThat(events.split("\"state\":\"running\"", -1)).as(events).hasSize(2);
    }
  }

  @Test
  void aPauseEndsWithTheJob() {
    try (Service service = service("rondo.jobs.poll=1h")) {
      FakeFit fit = service.bean(FakeFit.class);
      JdbcClient database = service.bean(JdbcClient.class);
      String dataset = Jobflow.dataset(service, 5);
      String id = start(service, dataset);
      await(service, id, "running");
      database.sql("update job set pause_requested = true").update();
      fit.batches.release(1000);
      await(service, id, "succeeded");
      assertThat(pauses(database)).isZero();
      database
          .sql(
              "update job set state = 'failed', result_id = null, pause_requested = true, problem = '{\"format\":1,\"type\":\"/problems/internal-error\",\"title\":\"t\",\"status\":500,\"detail\":\"d\",\"errors\":[]}'")
          .update();
      service.postJson(JOBS + "/" + id + "/retry", "");
      assertThat(pauses(database)).isZero();
      database.sql("update job set state = 'running', pause_requested = true").update();
      service.bean(Jobs.class).fail(id, Problem.of(ProblemType.UNREADABLE_ROW, "of a test"));
      assertThat(pauses(database)).isZero();
    }
  }

  private static int pauses(JdbcClient database) {
    return database
        .sql("select count(*) from job where pause_requested")
        .query(Integer.class)
        .single();
  }

  @Test
  void aJobThatTheDatabaseInterruptsContinues(CapturedOutput log) throws InterruptedException {
    try (Service service =
        new Service(List.of(FakeFit.Beans.class, MovableClock.Beans.class), data)) {
      JdbcClient database = service.bean(JdbcClient.class);
      String dataset = Jobflow.dataset(service, 5);
      database.sql("alter table job_epoch rename to job_epoch_away").update();
      service.bean(FakeFit.class).batches.release(1000);
      String id = start(service, dataset);
      awaitVainWrite(log, "the state of job " + id);
      database.sql("alter table job_epoch_away rename to job_epoch").update();
      awaitEndOfAttempts(service);
      service.bean(MovableClock.class).pass(AFTER_A_FAILURE);
      assertThat(await(service, id, "succeeded").get("attempt").intValue()).isEqualTo(2);
    }
  }

  @Test
  void anAttemptThatLostTheJobWritesNothingMore() throws InterruptedException {
    try (Service service = service()) {
      FakeFit fit = service.bean(FakeFit.class);
      String id = start(service, Jobflow.dataset(service, 5));
      await(service, id, "running");
      fit.batches.release(FakeFit.BATCHES + 1);
      Jobflow.await(service, id, _ -> epochs(service, id) == 1);
      service
          .bean(JdbcClient.class)
          .sql("update job set attempt = 2, owner = 'another' where id = ?")
          .param(id)
          .update();
      JsonNode before = service.get(JOBS + "/" + id).json();
      fit.batches.release(1000);
      awaitEndOfAttempts(service);
      assertThat(service.get(JOBS + "/" + id).json()).isEqualTo(before);
      assertThat(epochs(service, id)).isEqualTo(1);
      assertThat(service.get("/api/v1/models").json().get("items").size()).isZero();
    }
  }

  @Test
  void aJobThatIsSubmittedDuringTheStartRunsOnceAndCanBeCancelled() throws InterruptedException {
    try (Service service = service("rondo.jobs.parallel=4")) {
      FakeFit fit = service.bean(FakeFit.class);
      String dataset = Jobflow.dataset(service, 5);
      List<String> ids = new ArrayList<>();
      // Recovers waiting jobs as a start does, repeatedly, while jobs are submitted.
      JobRunner runner = service.bean(JobRunner.class);
      for (int i = 0; i < 4; i++) {
        ids.add(start(service, dataset));
        runner.start();
      }
      for (String id : ids) await(service, id, "running");
      while (fit.trainings.get() < 4) Thread.sleep(10);
      for (String id : ids) {
        service.postJson(JOBS + "/" + id + "/cancel", "");
        assertThat(await(service, id, "cancelled").get("attempt").intValue()).isEqualTo(1);
      }
      awaitEndOfAttempts(service);
      assertThat(fit.trainings).hasValue(4);
      for (String id : ids)
        assertThat(service.get(JOBS + "/" + id).json().get("progress").get("epoch").intValue())
            .isLessThanOrEqualTo(1);
    }
  }

  @Test
  void startsAndCancelsInParallelEndEachJobOnce() throws Exception {
    try (Service service = service("rondo.jobs.parallel=4");
        ExecutorService clients = Executors.newFixedThreadPool(8)) {
      service.bean(FakeFit.class).batches.release(1_000_000);
      String dataset = Jobflow.dataset(service, 5);
      List<Future<String>> jobs = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        boolean cancels = i % 2 == 0;
        jobs.add(
            clients.submit(() -> {
              String id = start(service, dataset);
              if (cancels) service.postJson(JOBS + "/" + id + "/cancel", "");
              return id;
            }));
      }
      for (Future<String> job : jobs) {
        String id = job.get();
        Jobflow.await(service, id, each -> !each.get("finishedAt").isNull());
        String events = service.get(JOBS + "/" + id + "/events").text();
        assertThat(events.split("\"state\":\"(succeeded|cancelled)\"", -1)).as(events).hasSize(2);
      }
    }
  }
}
