package dev.rondo.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.server.PostgresDatabases;
import dev.rondo.server.Service;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Transactions and statements that stay open on PostgreSQL, such as those of a replica that freezes or of a network that breaks.
class OpenTransactionsTest {
  private static final String ANSWERS_IN_THREE_SECONDS =
      "spring.datasource.hikari.data-source-properties.socketTimeout=3";

  private static PostgresDatabases databases;

  private PostgresDatabases.Database database;

  @BeforeAll
  static void start() throws IOException {
    databases = new PostgresDatabases();
  }

  @AfterAll
  static void stop() throws IOException {
    databases.close();
  }

  @BeforeEach
  void create() {
    database = databases.create();
  }

  private Service service(String... settings) {
    return new Service(Service.temporaryDirectory(), database.settings(settings));
  }

  @Test
  void anUpdateOfTheTablesMayTakeLongerThanTheLease() throws Exception {
    try (Service service =
        service(
            "spring.flyway.locations=classpath:db/migration, classpath:db/slow",
            ANSWERS_IN_THREE_SECONDS,
            "rondo.jobs.lease=3s")) {
      assertThat(service.get("/actuator/health").json().get("status").stringValue())
          .isEqualTo("UP");
    }
  }

  @Test
  void aStatementThatIsNotAnsweredEnds() throws Exception {
    try (Service service = service(ANSWERS_IN_THREE_SECONDS)) {
      assertThatThrownBy(
              () -> service.bean(JdbcClient.class).sql("select pg_sleep(60)").query().listOfRows())
          .hasRootCauseInstanceOf(SocketTimeoutException.class);
      assertThat(service.get("/actuator/health").json().get("status").stringValue())
          .isEqualTo("UP");
    }
  }

  @Test
  void doNotKeepOthersFromAJobForLongerThanTheLease() throws Exception {
    try (Service service = service("rondo.jobs.lease=2s")) {
      String job =
          service
              .postJson(
                  "/api/v1/training-jobs",
                  Jobflow.small(Jobflow.dataset(service, 20), "\"epochs\": 1"))
              .json()
              .get("id")
              .stringValue();
      Jobflow.await(service, job, each -> !each.get("finishedAt").isNull());
      try (Connection frozen = service.bean(DataSource.class).getConnection();
          Statement statement = frozen.createStatement()) {
        frozen.setAutoCommit(false);
        statement.execute("update job set name = 'frozen' where id = '" + job + "'");
        // Waits for the lock.
        JdbcClient.create(database.source())
            .sql("update job set name = 'taken over' where id = ?")
            .param(job)
            .update();
        assertThatThrownBy(() -> statement.execute("select 1")).isInstanceOf(SQLException.class);
        assertThatThrownBy(frozen::commit).isInstanceOf(SQLException.class);
      }
      assertThat(service.get("/api/v1/training-jobs/" + job).json().get("name").stringValue())
          .isEqualTo("taken over");
    }
  }
}
