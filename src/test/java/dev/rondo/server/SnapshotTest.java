package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// What a transaction changes between two statements of a snapshot.
class SnapshotTest {
  @Test
  void isNotSeenOnH2() {
    JdbcDataSource database = new JdbcDataSource();
    database.setUrl("jdbc:h2:mem:snapshot;DB_CLOSE_DELAY=-1");
    seesOneState(database, database.getUrl());
  }

  @Test
  void isNotSeenOnPostgres() throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      seesOneState(postgres.getPostgresDatabase(), postgres.getJdbcUrl("postgres", "postgres"));
    }
  }

  private static JdbcConnectionDetails details(String url) {
    return new JdbcConnectionDetails() {
      @Override
      public @Nullable String getUsername() {
        return null;
      }

      @Override
      public @Nullable String getPassword() {
        return null;
      }

      @Override
      public String getJdbcUrl() {
        return url;
      }
    };
  }

  private static void seesOneState(DataSource source, String url) {
    JdbcClient within = JdbcClient.create(source);
    for (String table : new String[] {"decision", "job"}) {
      within.sql("create table " + table + " (state varchar(10))").update();
      within.sql("insert into " + table + " values ('before')").update();
    }
    Snapshot snapshot =
        new Snapshot(
            new TransactionTemplate(new JdbcTransactionManager(source)),
            new SharedDatabase(details(url)));
    String read =
        snapshot.read(() -> {
          String decision = state(within, "decision");
          changeBoth(source);
          return decision + " " + state(within, "job");
        });
    assertThat(read).isEqualTo("before before");
    assertThat(state(within, "decision") + " " + state(within, "job")).isEqualTo("after after");
  }

  private static String state(JdbcClient database, String table) {
    return database.sql("select state from " + table).query(String.class).single();
  }

  /// Commits both changes at once, on another thread and so on another connection.
  private static void changeBoth(DataSource source) {
    JdbcClient writer = JdbcClient.create(source);
    Thread other =
        Thread.ofVirtual()
            .start(() ->
                new TransactionTemplate(new JdbcTransactionManager(source))
                    .executeWithoutResult(_ -> {
                      writer.sql("update decision set state = 'after'").update();
                      writer.sql("update job set state = 'after'").update();
                    }));
    try {
      other.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
