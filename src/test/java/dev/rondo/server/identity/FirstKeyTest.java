package dev.rondo.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.OnPostgres;
import dev.rondo.server.Service;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The first admin key, and that of the configuration.
@ExtendWith(OutputCaptureExtension.class)
class FirstKeyTest {
  private static final String CLOSED = "rondo.authentication=required";
  private static final Pattern PRINTED = Pattern.compile("shown only here: rondo_");
  private static final String OWN = "an-admin-key-of-the-operator";

  @TempDir Path data;

  @Test
  void servicesThatStartTogetherPrintOneKey(CapturedOutput log) throws Exception {
    try (Service service = new Service(data, CLOSED)) {
      requireOneKey(service, log);
    }
  }

  @Test
  void servicesThatStartTogetherOnPostgresPrintOneKey(CapturedOutput log) throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Service service = new Service(data, OnPostgres.settings(postgres, CLOSED))) {
      requireOneKey(service, log);
    }
  }

  /// Looks for the first key several times at once, as services that start together do.
  private static void requireOneKey(Service service, CapturedOutput log) throws Exception {
    JdbcClient database = service.bean(JdbcClient.class);
    FirstKey start = service.bean(FirstKey.class);
    int together = 4;
    CyclicBarrier barrier = new CyclicBarrier(together);
    try (ExecutorService threads = Executors.newFixedThreadPool(together)) {
      for (int round = 0; round < 10; round++) {
        database.sql("delete from api_key").update();
        long before = PRINTED.matcher(log.getOut()).results().count();
        List<Future<?>> starts = new ArrayList<>();
        for (int i = 0; i < together; i++)
          starts.add(
              threads.submit(() -> {
                barrier.await();
                start.start();
                return true;
              }));
        for (Future<?> each : starts) each.get();
        assertThat(database.sql("select count(*) from api_key").query(Integer.class).single())
            .isEqualTo(1);
        assertThat(PRINTED.matcher(log.getOut()).results().count() - before).isEqualTo(1);
      }
    }
  }

  @Test
  void aKeyOfTheConfigurationThatCannotBeUsedIsTold(CapturedOutput log) {
    assertThat(start(OWN, "update api_key set revoked_at = current_timestamp", log))
        .doesNotContain("cannot be used");
    assertThat(start(OWN, "", log))
        .contains("rondo.admin-key cannot be used: it was revoked at", "set another text")
        .contains("no other key with the role admin");
    assertThat(start("another-admin-key-of-the-operator", "", log))
        .doesNotContain("cannot be used");
    assertThat(
            start(OWN, "update api_key set revoked_at = null, expires_at = current_timestamp", log))
        .contains("rondo.admin-key cannot be used: it was revoked at")
        .doesNotContain("no other key with the role admin");
    assertThat(start(OWN, "update api_key set expires_at = null, role = 'trainer'", log))
        .contains("rondo.admin-key cannot be used: it expired at");
    assertThat(start(OWN, "", log))
        .contains("rondo.admin-key cannot be used: it has the role trainer");
  }

  /// Starts and stops a service with a key of the configuration; returns what it has logged.
  ///
  /// @param change what is done to the database at the end; empty for nothing
  private String start(String key, String change, CapturedOutput log) {
    int before = log.getOut().length();
    try (Service service = new Service(data, CLOSED, "rondo.admin-key=" + key)) {
      if (!change.isEmpty()) service.bean(JdbcClient.class).sql(change).update();
      return log.getOut().substring(before);
    }
  }
}
