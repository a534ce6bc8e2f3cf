package dev.rondo.server.model;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rondo.forecasting.forecast.NeuralForecaster;
import dev.rondo.forecasting.model.Model;
import dev.rondo.server.ServerSettings;
import dev.rondo.server.web.Ids;
import dev.rondo.server.web.NotFoundException;
import dev.rondo.server.web.Paging;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The stored models. Weights are read back bit for bit, or not at all.
@Component
public class Models {
  private static final String DESCRIBED =
      "select id, job_id, name, created_at, description from model";

  private final JdbcClient database;
  private final JsonMapper json;
  private final Clock clock;
  private final Ids ids;
  private final Cache<String, NeuralForecaster> recent;

  Models(JdbcClient database, JsonMapper json, Clock clock, Ids ids, ServerSettings settings) {
    this.database = database;
    this.json = json;
    this.clock = clock;
    this.ids = ids;
    this.recent =
        Caffeine.newBuilder()
            .maximumWeight(settings.cache().toKilobytes())
            .weigher((String _, NeuralForecaster forecaster) ->
                (int) Math.min(Integer.MAX_VALUE, 1 + forecaster.bytes() / 1024))
            .build();
  }

  /// Keeps a model under a new id, within the caller's transaction; returns the id.
  public String add(String jobId, String name, Model model) {
    String id = ids.next();
    byte[] weights = bytes(model.weights());
    database
        .sql(
            "insert into model (id, job_id, name, created_at, description, checksum, weights) values (?, ?, ?, ?, ?, ?, ?)")
        .params(
            id,
            jobId,
            name,
            clock.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC),
            json.writeValueAsString(model.description()),
            checksum(weights),
            weights)
        .update();
    return id;
  }

  public Optional<StoredModel> find(String id) {
    if (id.equals(Ids.LATEST)) return all(Paging.of(1, null)).stream().findFirst();
    if (!Ids.wellFormed(id)) return Optional.empty();
    return database.sql(DESCRIBED + " where id = ?").param(id).query(this::stored).optional();
  }

  /// As [#find]; throws [NotFoundException].
  public StoredModel get(String id) {
    return find(id).orElseThrow(() -> new NotFoundException("model", id));
  }

  /// Newest first; one more than the page may hold where there are more.
  public List<StoredModel> all(Paging paging) {
    return database
        .sql(DESCRIBED + " where id < ? order by id desc limit ?")
        .params(paging.after() == null ? Ids.LAST : paging.after(), paging.limit() + 1)
        .query(this::stored)
        .list();
  }

  /// Returns whether there was one.
  public boolean remove(String id) {
    if (!Ids.wellFormed(id)) return false;
    boolean removed = database.sql("delete from model where id = ?").param(id).update() > 0;
    recent.invalidate(id);
    return removed;
  }

  /// The id that is meant: that of the newest for `latest`, which the database knows, else the one given, whether there is
  /// such a model or not. Throws [NotFoundException] where there is no newest.
  public String resolve(String id) {
    if (!id.equals(Ids.LATEST)) return id;
    return database
        .sql("select id from model order by id desc limit 1")
        .query(String.class)
        .optional()
        .orElseThrow(() -> new NotFoundException("model", id));
  }

  /// A model with its weights at work, from memory where it was used a short while ago; throws [NotFoundException], and
  /// [IllegalStateException] when the weights are damaged.
  public NeuralForecaster forecaster(String id) {
    // Within the cache's own lock on the id, so that no removal comes between reading and keeping.
    return recent.get(id, this::read);
  }

  private NeuralForecaster read(String id) {
    if (!Ids.wellFormed(id)) throw new NotFoundException("model", id);
    return database
        .sql("select description, checksum, weights from model where id = ?")
        .param(id)
        .query((row, _) -> new NeuralForecaster(new Model(description(row), weights(id, row))))
        .optional()
        .orElseThrow(() -> new NotFoundException("model", id));
  }

  private StoredModel stored(ResultSet row, int number) throws SQLException {
    return new StoredModel(
        Objects.requireNonNull(row.getString("id")),
        Objects.requireNonNull(row.getString("job_id")),
        Objects.requireNonNull(row.getString("name")),
        Objects.requireNonNull(row.getObject("created_at", OffsetDateTime.class)).toInstant(),
        description(row));
  }

  private Model.Description description(ResultSet row) throws SQLException {
    return json.readValue(
        Objects.requireNonNull(row.getString("description")), Model.Description.class);
  }

  private static float[] weights(String id, ResultSet row) throws SQLException {
    byte[] bytes = Objects.requireNonNull(row.getBytes("weights"));
    if (checksum(bytes) != row.getLong("checksum")) {
      throw new IllegalStateException(
          "the weights of model " + id + " are damaged: their checksum does not match");
    }
    float[] weights = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(weights);
    return weights;
  }

  private static byte[] bytes(float[] weights) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.multiplyExact(weights.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(weights);
    return buffer.array();
  }

  private static long checksum(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return checksum.getValue();
  }
}
