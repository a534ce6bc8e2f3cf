package dev.rondo.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.MovableClock;
import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// A database that never gives what a job needs.
class LastingOutageTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(10);

  static final class Impatient {
    @Bean
    @Primary
    Retries fewRetries() {
      return new Retries(2, Duration.ofMillis(10), Duration.ofMillis(10));
    }
  }

  @ParameterizedTest
  @CsvSource({"training-jobs, ''", "backtests, ', \"origins\": 12'"})
  void failsTheJobAfterSomeAttempts(String kind, String more, @TempDir Path data)
      throws InterruptedException {
    try (Service service =
        new Service(
            List.of(Impatient.class, MovableClock.Beans.class),
            data,
            "rondo.jobs.parallel=1",
            "rondo.jobs.attempts=2")) {
      String dataset = Jobflow.dataset(service, 60);
      String network =
          "{\"cell\": {\"type\": \"gru\"}, \"segment\": 2, \"lookback\": 8, \"units\": \"level\", \"steps\": 500000}";
      String ensemble =
          "\"maxDuration\": \"PT10M\", \"ensemble\": {\"methods\": [\"theta\"], \"ridges\": [], \"networks\": [%s]}"
              .formatted(network);
      String body =
          kind.equals("backtests")
              ? "{\"datasetId\": \"%s\", \"horizon\": 2, \"candidates\": [{\"type\": \"auto\", %s}]%s}"
                  .formatted(dataset, ensemble, more)
              : "{\"datasetId\": \"%s\", \"horizon\": 2, %s}".formatted(dataset, ensemble);
      Answer accepted = service.postJson("/api/v1/" + kind, body);
      assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
      String path = "/api/v1/" + kind + "/" + accepted.json().get("id").stringValue();
      JdbcClient database = service.bean(JdbcClient.class);
      while (database.sql("select count(*) from job_checkpoint").query(Integer.class).single() == 0)
        Thread.sleep(20);
      service.postJson(path + "/pause", "");
      await(service, path, "paused", () -> {});
      database.sql("alter table job_checkpoint alter column content rename to away").update();
      service.postJson(path + "/resume", "");
      JsonNode failed = await(service, path, "failed", () -> passPause(service));
      assertThat(failed.get("attempt").intValue()).as(failed.toString()).isLessThanOrEqualTo(4);
    }
  }

  /// Lets the time pass after which a job is run again.
  private static void passPause(Service service) {
    if (service.bean(JobRunner.class).running() == 0)
      service.bean(MovableClock.class).pass(AFTER_A_FAILURE);
  }

  /// @param meanwhile is done again and again
  private static JsonNode await(Service service, String path, String state, Runnable meanwhile)
      throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      JsonNode job = service.get(path).json();
      if (job.get("state").stringValue().equals(state)) return job;
      assertThat(System.nanoTime()).as(job.toString()).isLessThan(until);
      meanwhile.run();
      Thread.sleep(50);
    }
  }
}
