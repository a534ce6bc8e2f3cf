package dev.rondo.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.server.OnPostgres;
import dev.rondo.server.Service;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Transactions and statements that stay open on PostgreSQL, such as those of a replica that freezes or of a network that breaks.
class OpenTransactionsTest {
  private static final String ANSWERS_IN_TWO_SECONDS =
      "spring.datasource.hikari.data-source-properties.socketTimeout=2";

  private static Service service(EmbeddedPostgres postgres, String... settings) {
    return new Service(Service.temporaryDirectory(), OnPostgres.settings(postgres, settings));
  }

  @Test
  void anUpdateOfTheTablesMayTakeLongerThanTheLease() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Service service =
            service(
                postgres,
                "spring.flyway.locations=classpath:db/migration, classpath:db/slow",
                ANSWERS_IN_TWO_SECONDS,
                "rondo.jobs.lease=2s")) {
      assertThat(service.get("/actuator/health").json().get("status").stringValue())
          .isEqualTo("UP");
    }
  }

  @Test
  void aStatementThatIsNotAnsweredEnds() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Service service = service(postgres, ANSWERS_IN_TWO_SECONDS)) {
      assertThatThrownBy(
              () -> service.bean(JdbcClient.class).sql("select pg_sleep(60)").query().listOfRows())
          .hasRootCauseInstanceOf(SocketTimeoutException.class);
      assertThat(service.get("/actuator/health").json().get("status").stringValue())
          .isEqualTo("UP");
    }
  }

  @Test
  void doNotKeepOthersFromAJobForLongerThanTheLease() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Service service = service(postgres, "rondo.jobs.lease=2s")) {
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
        JdbcClient.create(postgres.getPostgresDatabase())
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
