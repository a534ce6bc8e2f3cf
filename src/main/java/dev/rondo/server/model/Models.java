package dev.rondo.server.model;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rondo.forecasting.document.ModelFile;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.model.Model;
import dev.rondo.server.ServerSettings;
import dev.rondo.server.SharedDatabase;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.project.Project;
import dev.rondo.server.web.ConflictException;
import dev.rondo.server.web.Ids;
import dev.rondo.server.web.Listed;
import dev.rondo.server.web.NotFoundException;
import dev.rondo.server.web.Paging;
import dev.rondo.server.web.StoredRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The stored models. Weights are verified by a checksum when they are read.
@Component
public class Models {
  private static final String DESCRIBED =
      "select id, job_id, name, created_at, description, dataset_id, dataset_version, trained_until from model";

  private final JdbcClient database;
  private final StoredRows rows;
  private final Clock clock;
  private final Ids ids;
  private final List<ModelNames> names;
  private final SharedDatabase shared;
  private final Cache<String, Remembered> recent;

  private record Remembered(Project project, ServedModel forecaster) {}

  Models(
      JdbcClient database,
      StoredRows rows,
      Clock clock,
      Ids ids,
      List<ModelNames> names,
      SharedDatabase shared,
      ServerSettings settings) {
    this.database = database;
    this.rows = rows;
    this.clock = clock;
    this.ids = ids;
    this.names = List.copyOf(names);
    this.shared = shared;
    this.recent =
        Caffeine.newBuilder()
            .maximumWeight(settings.cache().toKilobytes())
            .weigher((String _, Remembered known) ->
                (int) Math.min(Integer.MAX_VALUE, 1 + known.forecaster.bytes() / 1024))
            .build();
  }

  /// Stores a model under a new id, within the caller's transaction; returns the id.
  public String add(String jobId, String name, Model model, TrainedOn data) {
    return insert(jobId, name, model, data);
  }

  /// As [#add], for a model without a job and a dataset.
  String addImported(String name, Model model) {
    return insert(null, name, model, null);
  }

  private String insert(
      @Nullable String jobId, String name, Model model, @Nullable TrainedOn data) {
    String id = ids.next();
    byte[] weights = ModelFile.bytes(model.weights());
    database
        .sql(
            "insert into model (project, id, job_id, name, created_at, description, checksum, weights, dataset_id, dataset_version, trained_until) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .param(Project.current().name())
        .param(id)
        .param(jobId)
        .param(name)
        .param(clock.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC))
        .param(ModelFile.DESCRIPTION.write(model.description()))
        .param(ModelFile.checksum(weights))
        .param(weights)
        .param(data == null ? null : data.datasetId())
        .param(data == null ? null : data.version())
        .param(data == null ? null : data.until())
        .update();
    return id;
  }

  /// @param id of the model, [Ids#LATEST], or a name of [ModelNames]
  public Optional<StoredModel> find(String id) {
    if (id.equals(Ids.LATEST))
      return database
          .sql(DESCRIBED + " where project = ? order by id desc limit 1")
          .param(Project.current().name())
          .query(Models::stored)
          .optional();
    if (!Ids.wellFormed(id)) return named(id).flatMap(this::find);
    return database
        .sql(DESCRIBED + " where project = ? and id = ?")
        .params(Project.current().name(), id)
        .query(Models::stored)
        .optional();
  }

  /// As [#find]; throws [NotFoundException].
  public StoredModel get(String id) {
    return find(id).orElseThrow(() -> new NotFoundException("model", id));
  }

  boolean exists(String id) {
    return Ids.wellFormed(id)
        && database
            .sql("select id from model where project = ? and id = ?")
            .params(Project.current().name(), id)
            .query(String.class)
            .optional()
            .isPresent();
  }

  /// Newest first; one more than the page may have, if there are more.
  public List<Listed<StoredModel>> all(Paging paging, Reservation memory) {
    rows.reserve(
        memory,
        database
            .sql(
                "select sum(octet_length(description)) from (select description from model where project = ? and id < ? order by id desc limit ?) as page")
            .param(Project.current().name())
            .params(paging.after() == null ? Ids.LAST : paging.after(), paging.limit() + 1));
    return database
        .sql(DESCRIBED + " where project = ? and id < ? order by id desc limit ?")
        .param(Project.current().name())
        .params(paging.after() == null ? Ids.LAST : paging.after(), paging.limit() + 1)
        .query((row, number) ->
            rows.read(
                "model", Objects.requireNonNull(row.getString("id")), () -> stored(row, number)))
        .list();
  }

  /// Returns whether the model existed. Throws [ConflictException] if something began to use it.
  public boolean remove(String id) {
    if (!Ids.wellFormed(id)) return false;
    try {
      return database
              .sql("delete from model where project = ? and id = ?")
              .params(Project.current().name(), id)
              .update()
          > 0;
    } catch (DataIntegrityViolationException e) {
      throw new ConflictException("the model '" + id + "' is in use");
    } finally {
      recent.invalidate(id);
    }
  }

  private Optional<String> named(String name) {
    return names.stream().flatMap(each -> each.modelOf(name).stream()).findFirst();
  }

  /// Resolves `latest` to the id of the newest model, and a name of [ModelNames] to the model that it stands for; returns any other
  /// text unchanged, whether or not the model exists. Throws [NotFoundException] if there is no model.
  public String resolve(String id) {
    if (Ids.wellFormed(id)) return id;
    if (!id.equals(Ids.LATEST)) return named(id).orElse(id);
    return database
        .sql("select id from model where project = ? order by id desc limit 1")
        .param(Project.current().name())
        .query(String.class)
        .optional()
        .orElseThrow(() -> new NotFoundException("model", id));
  }

  /// The ids of the models with a name, newest first.
  public List<String> named(String name, int limit) {
    return database
        .sql("select id from model where project = ? and name = ? order by id desc limit ?")
        .params(Project.current().name(), name, limit)
        .query((row, _) -> Objects.requireNonNull(row.getString("id")))
        .list();
  }

  /// A forecaster of a model, from the cache if it was used recently; throws [NotFoundException], and [IllegalStateException] if
  /// the weights are damaged.
  ///
  /// @param memory memory of the request, which grows if the model must be read
  public ServedModel forecaster(String id, Reservation memory) {
    // Another replica may have removed it.
    if (shared.isShared() && !exists(id)) recent.invalidate(id);
    if (recent.getIfPresent(id) == null) memory.grow(bytesToRead(id));
    // The cache locks the id, so that no removal happens between reading and caching.
    Remembered known = recent.get(id, this::read);
    if (!known.project.equals(Project.current())) throw new NotFoundException("model", id);
    return known.forecaster;
  }

  /// Peak bytes of [#read]: the stored weights and those of the model, the stored description and the tree parsed from it.
  private long bytesToRead(String id) {
    if (!Ids.wellFormed(id)) throw new NotFoundException("model", id);
    return database
        .sql(
            "select 2 * octet_length(weights) + 8 * char_length(description) from model where project = ? and id = ?")
        .params(Project.current().name(), id)
        .query(Long.class)
        .optional()
        .orElseThrow(() -> new NotFoundException("model", id));
  }

  private Remembered read(String id) {
    if (!Ids.wellFormed(id)) throw new NotFoundException("model", id);
    return database
        .sql("select description, checksum, weights from model where project = ? and id = ?")
        .params(Project.current().name(), id)
        .query((row, _) ->
            new Remembered(
                Project.current(),
                ServedModel.of(
                    ModelFile.model(
                        Objects.requireNonNull(row.getString("description")),
                        Objects.requireNonNull(row.getBytes("weights")),
                        row.getLong("checksum")))))
        .optional()
        .orElseThrow(() -> new NotFoundException("model", id));
  }

  private static StoredModel stored(ResultSet row, int number) throws SQLException {
    return new StoredModel(
        Objects.requireNonNull(row.getString("id")),
        row.getString("job_id"),
        Objects.requireNonNull(row.getString("name")),
        Objects.requireNonNull(row.getObject("created_at", OffsetDateTime.class)).toInstant(),
        ModelFile.DESCRIPTION.read(Objects.requireNonNull(row.getString("description"))),
        row.getString("dataset_id"),
        row.getObject("dataset_version", Integer.class),
        row.getObject("trained_until", Long.class));
  }
}
