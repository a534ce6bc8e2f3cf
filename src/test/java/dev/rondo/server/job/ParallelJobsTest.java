package dev.rondo.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Many users start, cancel and delete jobs at the same time, also those of others.
@Timeout(240)
class ParallelJobsTest {
  private static final int USERS = 12;
  private static final int JOBS = 8;
  private static final String PATH = "/api/v1/training-jobs/";

  private final Queue<String> started = new ConcurrentLinkedQueue<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

  @Test
  void endWhateverTheOrderOfStartAndCancel(@TempDir Path data) throws InterruptedException {
    try (Service service = new Service(data, "rondo.jobs.parallel=3", "rondo.jobs.waiting=1000")) {
      String training = Jobflow.small(Jobflow.dataset(service, 20), "\"epochs\": 20");
      CountDownLatch all = new CountDownLatch(USERS);
      List<Thread> users =
          IntStream.range(0, USERS)
              .mapToObj(_ ->
                  Thread.startVirtualThread(() -> {
                    all.countDown();
                    try {
                      all.await();
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                    for (int job = 0; job < JOBS; job++) startAndCancel(service, job, training);
                  }))
              .toList();
      for (Thread user : users) user.join();
      assertThat(wrong).isEmpty();
      assertThat(started).hasSize(USERS * JOBS);
      for (String id : started) {
        if (service.get(PATH + id).status() != 404)
          Jobflow.await(service, id, job -> !job.get("finishedAt").isNull());
      }
      assertThat(service.get("/actuator/health").status()).isEqualTo(200);
      for (String state : List.of("queued", "running"))
        assertThat(service.get("/api/v1/training-jobs?state=" + state).json().get("items"))
            .isEmpty();
      Jobflow.model(service, training);
      Jobflow.awaitReserved(service, 0);
    }
  }

  /// Every third job may run to its end.
  private void startAndCancel(Service service, int number, String training) {
    Answer answer = service.postJson("/api/v1/training-jobs", training);
    expect(answer, 202);
    String id = answer.json().get("id").stringValue();
    started.add(id);
    if (number % 3 == 0) return;
    Thread second =
        Thread.startVirtualThread(
            () -> expect(service.postJson(PATH + id + "/cancel", ""), 202, 404, 409));
    expect(service.postJson(PATH + id + "/cancel", ""), 202, 404, 409);
    expect(service.postJson(PATH + "latest/cancel", ""), 202, 404, 409);
    expect(service.delete(PATH + id), 204, 404, 409);
    try {
      second.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void expect(Answer answer, Integer... statuses) {
    if (!List.of(statuses).contains(answer.status()))
      wrong.add(answer.response().request().uri() + " -> " + answer.status() + " " + answer.text());
  }
}
