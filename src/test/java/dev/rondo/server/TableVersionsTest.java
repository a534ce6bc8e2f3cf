package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Services of different versions on one database. The newer one has a further migration.
@Timeout(240)
class TableVersionsTest {
  private static final String NEWER =
      "spring.flyway.locations=classpath:db/migration,classpath:db/newer";
  private static final String SLOW =
      "spring.flyway.locations=classpath:db/migration,classpath:db/slow";
  private static final String DATASET = "{\"series\": [{\"id\": \"a\", \"values\": [1, 2]}]}";

  @TempDir Path data;
  @TempDir Path other;

  private static void store(Service service) {
    assertThat(service.postJson("/api/v1/datasets", DATASET).status()).isEqualTo(201);
  }

  private static void hasDatasets(Service service, int count) {
    assertThat(service.get("/api/v1/datasets").json().get("items")).hasSize(count);
  }

  private static void isRefusedForNewerTables(String... settings)
      throws IOException, InterruptedException {
    assertThat(RefusedStart.output(settings))
        .contains("have version 9001, which this version of the program does not know")
        .contains("Start the newer version, or restore a backup");
  }

  @Test
  void anOlderOneRefusesTheFileOfANewerOne() throws IOException, InterruptedException {
    try (Service newer = new Service(data, NEWER)) {
      store(newer);
    }
    isRefusedForNewerTables("rondo.data-directory=" + data);
    try (Service newer = new Service(data, NEWER)) {
      hasDatasets(newer, 1);
    }
  }

  @Test
  void anOlderOneRefusesAPostgresqlDatabaseOfANewerOne() throws IOException, InterruptedException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      try (Service newer = new Service(data, OnPostgres.settings(postgres, NEWER))) {
        store(newer);
        isRefusedForNewerTables(OnPostgres.settings(postgres));
      }
      isRefusedForNewerTables(OnPostgres.settings(postgres));
      try (Service newer = new Service(data, OnPostgres.settings(postgres, NEWER))) {
        hasDatasets(newer, 1);
      }
    }
  }

  @Test
  void aNewerOneUpdatesNoTablesThatReplicasUse() throws IOException, InterruptedException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      try (Service running = new Service(data, OnPostgres.settings(postgres))) {
        store(running);
        assertThat(RefusedStart.output(OnPostgres.settings(postgres, NEWER)))
            .contains("replicas of an earlier version use them")
            .contains("Stop all replicas first");
        store(running);
        try (Service replica = new Service(other, OnPostgres.settings(postgres))) {
          hasDatasets(replica, 2);
        }
      }
      try (Service newer = new Service(data, OnPostgres.settings(postgres, NEWER));
          Service replica = new Service(other, OnPostgres.settings(postgres, NEWER))) {
        hasDatasets(newer, 2);
        hasDatasets(replica, 2);
      }
    }
  }

  @Test
  void ofTwoThatStartTogetherOneUpdatesTheTablesAndTheOtherWaits() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      CompletableFuture<Service> one =
          CompletableFuture.supplyAsync(
              () -> new Service(data, OnPostgres.settings(postgres, SLOW)));
      try (Service two = new Service(other, OnPostgres.settings(postgres, SLOW));
          Service first = one.get()) {
        store(first);
        hasDatasets(two, 1);
      }
    }
  }
}
