package dev.rondo.server.conditional;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.OnPostgres;
import dev.rondo.server.OneOfEach;
import dev.rondo.server.ReplicaLocks;
import dev.rondo.server.Service;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two replicas on one PostgreSQL, which change one resource at the same moment.
@Timeout(240)
class ConditionalReplicasTest {
  private static final String POLICY = "/api/v1/aliases/champion/retraining";
  private static final int ROUNDS = 20;
  private static final int CHANGES_OF_EACH = 6;

  @TempDir Path data;
  @TempDir Path other;

  /// More requests than connections, so that those that wait must not occupy one.
  private static String[] settings(EmbeddedPostgres postgres) {
    return OnPostgres.settings(
        postgres, "spring.datasource.hikari.maximum-pool-size=3", "rondo.webhooks.hosts=127.0.0.1");
  }

  @Test
  void ofManyChangesOfAVersionOneSucceeds() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Service first = new Service(data, settings(postgres));
        Service second = new Service(other, settings(postgres))) {
      for (int key : new int[] {Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE})
        assertOneHasTheLock(key, first.bean(ReplicaLocks.class), second.bean(ReplicaLocks.class));
      OneOfEach.create(first);
      int days = 7;
      for (int round = 0; round < ROUNDS; round++) {
        String tag = first.get(POLICY).header("ETag");
        List<Callable<Integer>> changes = new ArrayList<>();
        for (int i = 0; i < CHANGES_OF_EACH; i++)
          for (Service service : List.of(first, second)) {
            String body = "{\"schedule\": \"P%dD\"}".formatted(days++);
            changes.add(() -> OneOfEach.put(service, POLICY, body, "If-Match", tag).status());
          }
        assertThat(simultaneously(changes))
            .as("round %d", round)
            .containsOnly(200, 412)
            .containsOnlyOnce(200);
      }
    }
  }

  private static void assertOneHasTheLock(int key, ReplicaLocks one, ReplicaLocks other)
      throws SQLException {
    assertThat(one.tryLock(key)).isTrue();
    assertThat(other.tryLock(key)).isFalse();
    assertThat(one.unlock(key)).isTrue();
    assertThat(one.unlock(key)).isFalse();
    assertThat(other.tryLock(key)).isTrue();
    assertThat(other.unlock(key)).isTrue();
  }

  private static List<Integer> simultaneously(List<Callable<Integer>> changes) throws Exception {
    List<Integer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> each : threads.invokeAll(changes)) answers.add(each.get());
    }
    return answers;
  }
}
