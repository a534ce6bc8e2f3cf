package dev.rondo.server.publish;

import dev.rondo.server.project.Project;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The stored published forecasts, without their values.
@Component
class PublishedForecasts {
  private final JdbcClient database;
  private final TransactionTemplate transaction;

  PublishedForecasts(JdbcClient database, TransactionTemplate transaction) {
    this.database = database;
    this.transaction = transaction;
  }

  /// Those of all projects.
  List<PublishedForecast> all() {
    return database
        .sql("select * from published_forecast order by project, name")
        .query(PublishedForecasts::row)
        .list();
  }

  /// Stores a published forecast in place of one with the same name.
  void put(PublishedForecast one) {
    transaction.executeWithoutResult(_ -> {
      remove(one.project(), one.name());
      database
          .sql(
              "insert into published_forecast (project, name, created_at, model_id, alias, dataset_id, ahead_millis, level_percent, every_millis) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
          .params(one.project().name(), one.name(), one.createdAt().atOffset(ZoneOffset.UTC))
          .param(one.modelId())
          .param(one.alias())
          .params(one.datasetId(), one.ahead().toMillis())
          .param(one.level())
          .param(one.every().toMillis())
          .update();
    });
  }

  void remove(Project project, String name) {
    database
        .sql("delete from published_forecast where project = ? and name = ?")
        .params(project.name(), name)
        .update();
  }

  private static PublishedForecast row(ResultSet row, int number) throws SQLException {
    double level = row.getDouble("level_percent");
    @Nullable Double stored = row.wasNull() ? null : (Double) level;
    return new PublishedForecast(
        new Project(Objects.requireNonNull(row.getString("project"))),
        Objects.requireNonNull(row.getString("name")),
        Objects.requireNonNull(row.getObject("created_at", OffsetDateTime.class)).toInstant(),
        row.getString("model_id"),
        row.getString("alias"),
        Objects.requireNonNull(row.getString("dataset_id")),
        Duration.ofMillis(row.getLong("ahead_millis")),
        stored,
        Duration.ofMillis(row.getLong("every_millis")));
  }
}
