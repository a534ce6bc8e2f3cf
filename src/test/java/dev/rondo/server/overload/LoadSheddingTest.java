package dev.rondo.server.overload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A service whose processors have more forecasts to make than they can.
class LoadSheddingTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String FORECAST = "/api/v1/models/none/predictions";
  private static final String BODY = "{\"horizon\": 1, \"series\": [{\"values\": [1, 2, 3]}]}";

  /// Users who each ask for the next forecast when they have the last one. A forecast takes 20 ms.
  private static final class Load implements AutoCloseable {
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final List<Thread> users = new ArrayList<>();

    Load(ForecastTurns turns) {
      int count = 20 * Runtime.getRuntime().availableProcessors();
      for (int i = 0; i < count; i++) users.add(Thread.ofVirtual().start(() -> ask(turns)));
    }

    private void ask(ForecastTurns turns) {
      while (running.get()) turns.take("long", 1, Load::forecast);
    }

    private static int forecast() {
      long until = System.nanoTime() + Duration.ofMillis(20).toNanos();
      while (System.nanoTime() < until) Thread.onSpinWait();
      return 0;
    }

    @Override
    public void close() throws InterruptedException {
      running.set(false);
      for (Thread user : users) user.join();
    }
  }

  private static Service.Answer await(Service service, int status) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Service.Answer answer = service.postJson(FORECAST, BODY);
      if (answer.status() == status) return answer;
      assertThat(System.nanoTime()).as("waiting for " + status).isLessThan(until);
      Thread.sleep(50);
    }
  }

  @Test
  void refusesForecastsWhileLongPartsHoldAllProcessors(@TempDir Path data) throws Exception {
    try (Service service = new Service(data, "rondo.shedding.delay=100ms")) {
      ForecastTurns turns = service.bean(ForecastTurns.class);
      CountDownLatch end = new CountDownLatch(1);
      List<Thread> users = new ArrayList<>();
      for (int i = 0; i <= Runtime.getRuntime().availableProcessors(); i++)
        users.add(Thread.ofVirtual().start(() -> turns.take("long", 1, () -> held(end))));
      try {
        await(service, 503);
      } finally {
        end.countDown();
      }
      for (Thread user : users) user.join();
      await(service, 404);
    }
  }

  private static int held(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  @Test
  void refusesForecastsUnderOverloadAndAnswersTheRest(@TempDir Path data) throws Exception {
    try (Service service = new Service(data, "rondo.shedding.delay=100ms")) {
      assertThat(service.postJson(FORECAST, BODY).status()).isEqualTo(404);
      try (Load load = new Load(service.bean(ForecastTurns.class))) {
        Service.Answer refused = await(service, 503);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.json().get("detail").stringValue()).contains("try again");
        assertThat(service.get("/actuator/health").status()).isEqualTo(200);
        assertThat(service.postJson("/api/v1/training-jobs/none/cancel", "").status())
            .isEqualTo(404);
      }
      await(service, 404);
      assertThat(service.get("/actuator/prometheus").text())
          .containsPattern("rondo_requests_shed_total\\S* [1-9]");
    }
  }

  @Test
  void refusesNothingIfTurnedOff(@TempDir Path data) throws Exception {
    try (Service service = new Service(data, "rondo.shedding.delay=0");
        Load load = new Load(service.bean(ForecastTurns.class))) {
      Thread.sleep(1500);
      assertThat(service.postJson(FORECAST, BODY).status()).isEqualTo(404);
    }
  }
}
