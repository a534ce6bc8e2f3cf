package dev.rondo.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.flywaydb.core.api.configuration.ClassicConfiguration;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.migration.Context;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// The weights that a job keeps survive the change of their column.
class WeightsOutsideRowsTest {
  private static final String TYPES =
      "select table_name, column_name, data_type from information_schema.columns where lower(table_schema) = 'public' and lower(data_type) like 'binary%'";

  /// Columns of a few kilobytes, which are quicker within the rows: one forecast of at most 1000 steps, the last steps of one
  /// series, the observations of one request.
  private static final Set<String> SMALL =
      Set.of("kept_forecast.bytes", "stream_series.steps", "stream_journal.observations");

  private final DriverManagerDataSource source =
      new DriverManagerDataSource(
          "jdbc:h2:mem:weights;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1", "sa", "");

  @Test
  void keepsTheWeights() throws SQLException {
    byte[] weights = new byte[3 << 20];
    new SplittableRandom(1).nextBytes(weights);
    JdbcClient database = JdbcClient.create(source);
    database.sql("create table job_state (job_id varchar(36), weights bytea not null)").update();
    database.sql("insert into job_state values ('a', ?)").param(weights).update();
    try (Connection connection = source.getConnection()) {
      new WeightsOutsideRows()
          .migrate(
              new Context() {
                @Override
                public Configuration getConfiguration() {
                  return new ClassicConfiguration();
                }

                @Override
                public Connection getConnection() {
                  return connection;
                }
              });
    }
    assertThat(database.sql("select weights from job_state").query(byte[].class).single())
        .isEqualTo(weights);
    assertThat(database.sql(TYPES).query().listOfRows()).hasSize(1);
  }

  @Test
  void noColumnOfTheServiceHoldsLargeBytesWithinItsRows(@TempDir Path data) {
    try (Service service = new Service(data)) {
      List<Map<String, @Nullable Object>> columns =
          service.bean(JdbcClient.class).sql(TYPES).query().listOfRows();
      assertThat(columns).hasSizeGreaterThanOrEqualTo(3);
      for (Map<String, @Nullable Object> column : columns) {
        if (SMALL.contains(column.get("table_name") + "." + column.get("column_name"))) continue;
        assertThat(Objects.requireNonNull(column.get("data_type")).toString())
            .as(column.toString())
            .isEqualToIgnoringCase("BINARY LARGE OBJECT");
      }
    }
  }
}
