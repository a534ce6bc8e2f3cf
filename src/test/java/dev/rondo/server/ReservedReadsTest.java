package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import dev.rondo.server.memory.MemoryBudget;
import dev.rondo.server.memory.Reservation;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a request reads from the database or tries is reserved in the memory budget, or read with bounded memory.
class ReservedReadsTest {
  private static final String NO_CACHE = "rondo.cache=0B";

  private static String rows(int steps) {
    return IntStream.range(0, steps)
        .mapToObj(step -> step + "," + step % 7)
        .collect(Collectors.joining("\n", "t,y\n", "\n"));
  }

  private static void later(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
    assertThat(answer.json().get("detail").stringValue()).contains("the request needs", "MiB");
    assertThat(answer.header("Retry-After")).isNotEmpty();
  }

  @Test
  void datasetsAndModelsAreReservedWhenTheyAreRead(@TempDir Path directory) {
    try (Service service = new Service(directory, "rondo.memory=64MB", NO_CACHE)) {
      String dataset = Jobflow.upload(service, "", rows(20_000));
      String small = Jobflow.small(dataset, "\"epochs\": 1");
      String model = Jobflow.model(service, small) + "/predictions";
      String raw = "{\"horizon\": 1, \"series\": [{\"values\": [1, 2, 3]}]}";
      Jobflow.awaitReserved(service, 0);
      MemoryBudget budget = service.bean(MemoryBudget.class);
      try (Reservation other = budget.reserve("other work", budget.bytes() - (100 << 10))) {
        later(service.postJson("/api/v1/training-jobs?dryRun=true", small));
        other.grow(92 << 10);
        later(service.postJson(model, raw));
      }
      assertThat(service.postJson("/api/v1/training-jobs?dryRun=true", small).status())
          .isEqualTo(200);
      assertThat(service.postJson(model, raw).status()).isEqualTo(200);
      Jobflow.awaitReserved(service, 0);
    }
  }

  @Test
  void aSeriesLargerThanTheBudgetIsReadInPartsAndNotTrainedOn(@TempDir Path directory) {
    int steps = 1_000_000;
    String dataset;
    try (Service service = new Service(directory, "rondo.memory=256MB", NO_CACHE)) {
      dataset = Jobflow.upload(service, "", rows(steps));
    }
    try (Service service = new Service(directory, "rondo.memory=4MB", NO_CACHE)) {
      Answer training =
          service.postJson("/api/v1/training-jobs", Jobflow.small(dataset, "\"epochs\": 1"));
      assertThat(training.status()).as(training.text()).isEqualTo(413);
      assertThat(training.json().get("detail").stringValue()).contains("8 MiB", "4 MiB", "-Xmx");
      String series = "/api/v1/datasets/" + dataset + "/series/series-1";
      Jobflow.awaitReserved(service, 0);
      MemoryBudget budget = service.bean(MemoryBudget.class);
      try (Reservation other = budget.reserve("other work", budget.bytes())) {
        assertThat(other.bytes()).isPositive();
        assertThat(service.get(series + "?points=100").json().get("values")).hasSize(100);
        Answer csv = service.get(series, "Accept", "text/csv");
        assertThat(csv.text().lines().count()).isEqualTo(steps + 1L);
        assertThat(csv.text()).endsWith("\n999999,0.0\r\n");
      }
    }
  }

  /// The trial measures the duration with a network of the same size.
  @Test
  void theTrialOfADryRunIsReserved(@TempDir Path directory) {
    try (Service service = new Service(directory, "rondo.memory=64MB")) {
      String small = Jobflow.small(Jobflow.dataset(service, 20), "\"epochs\": 1");
      String medium = small.replace("[4]", "[700]");
      String large = small.replace("[4]", "[3000]");
      String dryRun = "/api/v1/training-jobs?dryRun=true";
      Jobflow.awaitReserved(service, 0);
      MemoryBudget budget = service.bean(MemoryBudget.class);
      try (Reservation other = budget.reserve("other work", budget.bytes() - (1 << 20))) {
        assertThat(other.bytes()).isPositive();
        assertThat(service.postJson(dryRun, small).status()).isEqualTo(200);
        later(service.postJson(dryRun, medium));
      }
      Answer timed = service.postJson(dryRun, medium);
      assertThat(timed.json().at("/estimate/duration").isString()).as(timed.text()).isTrue();
      Answer beyond = service.postJson(dryRun, large);
      assertThat(beyond.json().at("/estimate/duration").isNull()).as(beyond.text()).isTrue();
      assertThat(beyond.json().at("/estimate/memoryBytes").longValue())
          .isGreaterThan(budget.bytes());
      Jobflow.awaitReserved(service, 0);
    }
  }
}
