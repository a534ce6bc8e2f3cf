package dev.rondo.server.performance;

import dev.rondo.forecasting.document.Checksum;
import dev.rondo.forecasting.monitoring.PastForecast;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.project.Project;
import dev.rondo.server.web.Ids;
import dev.rondo.server.web.InfeasibleRequestException;
import dev.rondo.server.web.Listed;
import dev.rondo.server.web.NotFoundException;
import dev.rondo.server.web.Paging;
import dev.rondo.server.web.StoredRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The kept forecasts of all models. A model has at most one for a target of a series and an origin.
@Component
public class KeptForecasts {
  private static final int ROWS_OF_A_READ = 200;

  /// Sorts before every origin.
  private static final long BEFORE_ALL = Long.MIN_VALUE;

  private final JdbcClient database;
  private final JdbcTemplate batches;
  private final TransactionTemplate transaction;
  private final StoredRows rows;
  private final Clock clock;
  private final Ids ids;
  private final KeptSettings settings;

  KeptForecasts(
      JdbcClient database,
      JdbcTemplate batches,
      TransactionTemplate transaction,
      StoredRows rows,
      Clock clock,
      Ids ids,
      KeptSettings settings) {
    this.database = database;
    this.batches = batches;
    this.transaction = transaction;
    this.rows = rows;
    this.clock = clock;
    this.ids = ids;
    this.settings = settings;
  }

  /// A stored forecast.
  record Stored(
      String id,
      String datasetId,
      String seriesId,
      int target,
      Instant createdAt,
      PastForecast forecast) {}

  /// Keeps all forecasts or none. Each replaces an earlier one of the same model, series, target and origin. The oldest ones of
  /// the model are deleted beyond the limits of the settings. Throws [InfeasibleRequestException] if there are more than the
  /// limit, and [NotFoundException] if the model was deleted.
  public void keep(String modelId, List<KeptForecast> forecasts) {
    if (forecasts.size() > settings.most())
      throw new InfeasibleRequestException(
          "/keep",
          "%d forecasts cannot be kept, because rondo.kept-forecasts.most allows %d for each model"
              .formatted(forecasts.size(), settings.most()));
    OffsetDateTime now = now().atOffset(ZoneOffset.UTC);
    transaction.executeWithoutResult(_ -> {
      // Writers of one model wait for each other, so that no two insert the same forecast.
      if (database
          .sql("select id from model where project = ? and id = ? for update")
          .params(Project.current().name(), modelId)
          .query(String.class)
          .optional()
          .isEmpty()) throw new NotFoundException("model", modelId);
      batches.batchUpdate(
          "delete from kept_forecast where model_id = ? and dataset_id = ? and series_position = ? and target = ? and origin = ?",
          forecasts.stream()
              .map(each ->
                  new Object[] {
                    modelId,
                    each.datasetId(),
                    each.series(),
                    each.target(),
                    each.forecast().origin()
                  })
              .toList());
      batches.batchUpdate(
          "insert into kept_forecast (id, model_id, dataset_id, series_position, target, origin, series_id, created_at, steps, scale, checksum, bytes) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          forecasts.stream().map(each -> row(modelId, each, now)).toList());
      deleteOldest(modelId);
    });
    removeOld();
  }

  private Object[] row(String modelId, KeptForecast kept, OffsetDateTime now) {
    PastForecast forecast = kept.forecast();
    byte[] bytes = KeptBytes.of(forecast);
    return new Object[] {
      ids.next(),
      modelId,
      kept.datasetId(),
      kept.series(),
      kept.target(),
      forecast.origin(),
      kept.seriesId(),
      now,
      forecast.steps(),
      Double.isNaN(forecast.scale()) ? null : forecast.scale(),
      Checksum.of(bytes),
      bytes
    };
  }

  /// Deletes the oldest forecasts of a model beyond the largest number.
  private void deleteOldest(String modelId) {
    database
        .sql("select id from kept_forecast where model_id = ? order by id desc limit 1 offset ?")
        .params(modelId, settings.most())
        .query(String.class)
        .optional()
        .ifPresent(first ->
            database
                .sql("delete from kept_forecast where model_id = ? and id <= ?")
                .params(modelId, first)
                .update());
  }

  /// Deletes the forecasts of all models that are older than the settings allow.
  void removeOld() {
    database
        .sql("delete from kept_forecast where id < ?")
        .param(Ids.earliest(now().minus(settings.age())))
        .update();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /// Newest first; one more than the page may have, if there are more.
  ///
  /// @param seriesId only forecasts of series with this id; null for all
  /// @param memory grows with the forecasts
  List<Listed<Stored>> all(
      String modelId, @Nullable String seriesId, Paging paging, Reservation memory) {
    String page =
        " from kept_forecast where model_id = ? and id < ?"
            + (seriesId == null ? "" : " and series_id = ?")
            + " order by id desc limit ?";
    List<Object> parameters = new ArrayList<>();
    parameters.add(modelId);
    parameters.add(Objects.requireNonNullElse(paging.after(), Ids.LAST));
    if (seriesId != null) parameters.add(seriesId);
    parameters.add(paging.limit() + 1);
    rows.reserve(
        memory,
        database
            .sql("select sum(octet_length(bytes)) from (select bytes" + page + ") as page")
            .params(parameters));
    return database
        .sql("select *" + page)
        .params(parameters)
        .query((row, _) ->
            rows.read(
                "kept forecast", Objects.requireNonNull(row.getString("id")), () -> stored(row)))
        .list();
  }

  /// Returns whether the forecast existed.
  boolean remove(String modelId, String id) {
    return database
            .sql("delete from kept_forecast where model_id = ? and id = ?")
            .params(modelId, id)
            .update()
        > 0;
  }

  /// Deletes all forecasts of a model.
  void removeAll(String modelId) {
    database.sql("delete from kept_forecast where model_id = ?").param(modelId).update();
  }

  /// A model and its project.
  record Watched(Project project, String modelId) {}

  /// The models of all projects with the most recently kept forecasts, newest first.
  List<Watched> models(int limit) {
    return database
        .sql(
            """
            select model.project, recent.model_id from model join
              (select model_id, max(id) as newest from kept_forecast group by model_id order by max(id) desc limit ?) as recent
              on model.id = recent.model_id
            order by recent.newest desc
            """)
        .param(limit)
        .query((row, _) ->
            new Watched(
                new Project(Objects.requireNonNull(row.getString("project"))),
                Objects.requireNonNull(row.getString("model_id"))))
        .list();
  }

  /// The models of a project with the most recently kept forecasts, newest first. Costs one look into the index for each model.
  List<Watched> models(Project project, int limit) {
    return database
        .sql(
            """
            select id from
              (select id, (select max(kept_forecast.id) from kept_forecast where kept_forecast.model_id = model.id) as newest
                from model where project = ?) as known
            where newest is not null order by newest desc limit ?
            """)
        .params(project.name(), limit)
        .query((row, _) -> new Watched(project, Objects.requireNonNull(row.getString("id"))))
        .list();
  }

  /// The series of which a model has forecasts, in the order of dataset, position and target.
  ///
  /// @param after those after this place
  List<KeptSeries> series(String modelId, KeptSeries.Place after, int limit) {
    return database
        .sql(
            """
            select dataset_id, series_position, target, max(series_id) as series_id, count(*) as forecasts,
              min(origin) as first_origin, max(origin) as last_origin, max(steps) as most_steps
            from kept_forecast
            where model_id = ? and (dataset_id > ? or dataset_id = ? and (series_position > ? or series_position = ? and target > ?))
            group by dataset_id, series_position, target order by dataset_id, series_position, target limit ?
            """)
        .params(modelId, after.datasetId(), after.datasetId())
        .params(after.series(), after.series(), after.target())
        .param(limit)
        .query((row, _) ->
            new KeptSeries(
                new KeptSeries.Place(
                    Objects.requireNonNull(row.getString("dataset_id")),
                    row.getInt("series_position"),
                    row.getInt("target")),
                Objects.requireNonNull(row.getString("series_id")),
                row.getLong("forecasts"),
                row.getLong("first_origin"),
                row.getLong("last_origin"),
                row.getInt("most_steps")))
        .list();
  }

  /// Reads the forecasts of one target of one series in the order of their origins, with few in memory at a time.
  void each(String modelId, KeptSeries.Place of, Consumer<PastForecast> reader) {
    long after = BEFORE_ALL;
    while (true) {
      List<PastForecast> some =
          database
              .sql(
                  "select * from kept_forecast where model_id = ? and dataset_id = ? and series_position = ? and target = ? and origin > ? order by origin limit ?")
              .params(modelId, of.datasetId(), of.series(), of.target())
              .params(after, ROWS_OF_A_READ)
              .query((row, _) -> past(row))
              .list();
      some.forEach(reader);
      if (some.size() < ROWS_OF_A_READ) return;
      after = some.getLast().origin();
    }
  }

  /// The most recent forecasts of one target of one series before an origin, in the order of their origins.
  List<PastForecast> recent(String modelId, KeptSeries.Place of, long origin, int limit) {
    return database
        .sql(
            "select * from kept_forecast where model_id = ? and dataset_id = ? and series_position = ? and target = ? and origin < ? order by origin desc limit ?")
        .params(modelId, of.datasetId(), of.series(), of.target())
        .params(origin, limit)
        .query((row, _) -> past(row))
        .list()
        .reversed();
  }

  private static Stored stored(ResultSet row) throws SQLException {
    return new Stored(
        Objects.requireNonNull(row.getString("id")),
        Objects.requireNonNull(row.getString("dataset_id")),
        Objects.requireNonNull(row.getString("series_id")),
        row.getInt("target"),
        Objects.requireNonNull(row.getObject("created_at", OffsetDateTime.class)).toInstant(),
        past(row));
  }

  private static PastForecast past(ResultSet row) throws SQLException {
    double scale = row.getDouble("scale");
    boolean unknown = row.wasNull();
    return KeptBytes.read(
        Objects.requireNonNull(row.getBytes("bytes")),
        row.getLong("checksum"),
        row.getInt("steps"),
        row.getLong("origin"),
        unknown ? Double.NaN : scale);
  }
}
