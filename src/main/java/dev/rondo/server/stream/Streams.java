package dev.rondo.server.stream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.series.Column;
import dev.rondo.server.ServerSettings;
import dev.rondo.server.SharedDatabase;
import dev.rondo.server.forecast.Forecasts;
import dev.rondo.server.forecast.Forecasts.Unforecastable;
import dev.rondo.server.forecast.Forecasts.Wish;
import dev.rondo.server.forecast.Histories;
import dev.rondo.server.forecast.PredictionRequest.RawSeries;
import dev.rondo.server.forecast.Predictions;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.model.Models;
import dev.rondo.server.project.Project;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.ConflictException;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.Ids;
import dev.rondo.server.web.InfeasibleRequestException;
import dev.rondo.server.web.Listeners;
import dev.rondo.server.web.NotFoundException;
import dev.rondo.server.web.Paging;
import dev.rondo.server.web.RemoteNews;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The streams of the service. The windows of those in use are in memory; what a request adds is stored before it is applied and
/// answered.
@Component
class Streams {
  private static final int ATTEMPTS = 5;

  /// Bytes of the journal that are always kept before the windows are written again.
  private static final long LEAST_JOURNAL = 1 << 20;

  private final StreamStore store;
  private final Models models;
  private final Forecasts forecasts;
  private final StreamSettings settings;
  private final Clock clock;
  private final Ids ids;
  private final Listeners listeners = new Listeners();
  private final SharedDatabase shared;
  private final Cache<String, StreamState> recent;

  Streams(
      StreamStore store,
      Models models,
      Forecasts forecasts,
      StreamSettings settings,
      SharedDatabase shared,
      ServerSettings server,
      Clock clock,
      Ids ids) {
    this.store = store;
    this.models = models;
    this.forecasts = forecasts;
    this.settings = settings;
    this.shared = shared;
    this.clock = clock;
    this.ids = ids;
    this.recent =
        Caffeine.newBuilder()
            .maximumWeight(Math.max(1, server.streams().memory().toKilobytes()))
            .weigher((String _, StreamState state) ->
                (int) Math.min(Integer.MAX_VALUE, 1 + state.bytes() / 1024))
            .build();
  }

  Listeners listeners() {
    return listeners;
  }

  /// News of other replicas.
  RemoteNews remote() {
    return new RemoteNews(listeners, store::lastRequests);
  }

  /// The key of a stream of the project among the listeners and in memory.
  static String key(String id) {
    return Project.current().key(id);
  }

  /// Throws [NotFoundException].
  StreamRow get(String id) {
    return store
        .find(id)
        .filter(row -> !row.expired(clock.instant()))
        .orElseThrow(() -> new NotFoundException("stream", id));
  }

  List<StreamRow> all(Paging paging) {
    store.removeExpired(clock.instant());
    return store.all(paging);
  }

  /// Throws [NotFoundException].
  void remove(String id) {
    boolean removed = store.remove(id);
    forget(id);
    if (!removed) throw new NotFoundException("stream", id);
  }

  private void forget(String id) {
    recent.invalidate(key(id));
    listeners.call(key(id));
  }

  /// Creates or replaces a stream.
  StreamStore.Put put(String id, StreamRequest request, Reservation memory) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    store.removeExpired(now);
    String modelId = models.resolve(request.modelId());
    ServedModel model = model(modelId, memory);
    Model.Description description = model.model().description();
    if (description.columns().size() > 1)
      throw new InfeasibleRequestException(
          "/modelId",
          "a stream has one value at each step, and the model reads the columns "
              + String.join(", ", description.columns().stream().map(Column::name).toList()));
    List<SeriesWindow> windows = windows(request, model);
    StreamStore.Put put =
        store.put(
            id,
            before -> {
              if (before == null) checkCount();
              else if (windows == null) checkFrequency(before, description);
              return new StreamRow(
                  id,
                  ids.next(),
                  modelId,
                  description.frequency(),
                  description.zone(),
                  before == null ? now : before.createdAt(),
                  request.expiresAfter(),
                  request.expiresAfter() == null ? null : now.plus(request.expiresAfter()),
                  seq(before, windows),
                  series(before, windows),
                  before == null || windows != null ? 0 : before.journalBytes());
            },
            windows);
    forget(id);
    return put;
  }

  /// Number of the last request of a stream that follows another one; only new series count as a request.
  private static long seq(@Nullable StreamRow before, @Nullable List<SeriesWindow> windows) {
    if (before == null) return 0;
    return windows == null ? before.seq() : before.seq() + 1;
  }

  private static int series(@Nullable StreamRow before, @Nullable List<SeriesWindow> windows) {
    if (windows != null) return windows.size();
    return before == null ? 0 : before.series();
  }

  private void checkCount() {
    if (store.count() >= settings.most())
      throw new ConflictException(
          "there are already %d streams, the most that rondo.streams.most allows; delete some"
              .formatted(settings.most()));
  }

  private ServedModel model(String id, Reservation memory) {
    try {
      return models.forecaster(id, memory);
    } catch (NotFoundException _) {
      throw new NotFoundException("model", id, "/modelId");
    }
  }

  private static void checkFrequency(StreamRow before, Model.Description model) {
    if (!before.frequency().isAsLongAs(model.frequency()))
      throw new InfeasibleRequestException(
          "/modelId",
          "the series of the stream have the frequency %s, the model was trained on %s; give the series too"
              .formatted(before.frequency(), model.frequency()));
  }

  /// The windows of the series of a request; null if it has none.
  private @Nullable List<SeriesWindow> windows(StreamRequest request, ServedModel model) {
    List<RawSeries> series = request.series();
    if (series == null) return null;
    if (series.size() > settings.series())
      throw new InfeasibleRequestException(
          "/series",
          "a stream may have %d series (rondo.streams.series), were %d"
              .formatted(settings.series(), series.size()));
    List<Fault> faults = new ArrayList<>();
    List<History> histories = new Histories(model.model().description()).of(series, faults);
    Set<String> names = new HashSet<>();
    List<SeriesWindow> windows = new ArrayList<>(series.size());
    for (int i = 0; i < histories.size(); i++) {
      History history = histories.get(i);
      if (!StreamObservation.isSeriesId(history.seriesId()))
        faults.add(Fault.at("/series/" + i + "/id", "id must have 1 to 1000 plain characters"));
      if (!names.add(history.seriesId()))
        faults.add(
            Fault.at("/series/" + i + "/id", "two series are named '" + history.seriesId() + "'"));
      windows.add(
          SeriesWindow.stored(history.seriesId(), history.start(), 0, history.values()[0], 0)
              .shortened(model.window()));
    }
    if (!faults.isEmpty()) throw new BadRequestException(faults);
    return windows;
  }

  /// Stores observations and forecasts their series. Nothing is stored if an observation does not fit or the forecasts cannot be
  /// made.
  ///
  Predictions observe(
      String id, List<Observed> observations, StreamQuery query, Reservation memory) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      StreamState state = state(id, memory);
      state.lock.lock();
      try {
        ServedModel model = modelOf(state.row(), memory);
        StreamScores scores = scores(model, query, state.row(), memory);
        Additions additions =
            Additions.of(
                state,
                observations,
                model.window(),
                settings.series(),
                scores == null ? _ -> {} : scores::add);
        Predictions made = forecast(state.row(), model, additions.named(), query, memory);
        if (scores != null) made = made.scored(scores.all());
        if (additions.entries().isEmpty() || stored(state, additions)) return made;
      } finally {
        state.lock.unlock();
      }
    }
    throw new ConflictException(
        "the stream '%s' was replaced several times during the request; try again".formatted(id));
  }

  /// Null if the observations are not scored.
  private static @Nullable StreamScores scores(
      ServedModel model, StreamQuery query, StreamRow row, Reservation memory) {
    return query.anomalies() == null
        ? null
        : new StreamScores(model, query.anomalies(), row.axis(), memory);
  }

  private boolean stored(StreamState state, Additions additions) {
    byte[] bytes = Journal.bytes(additions.entries());
    StreamRow row = state.row();
    long journal = row.journalBytes() + bytes.length;
    boolean written = journal > Math.max(LEAST_JOURNAL, state.bytes());
    StreamRow next =
        row.advanced(row.series() + additions.begun(), written ? 0 : journal, clock.instant());
    List<SeriesWindow> windows = written ? state.unwritten(additions.changed()) : null;
    boolean appended = false;
    try {
      appended = store.append(next, bytes, windows);
    } finally {
      // After a failure, whether the database has stored the request may be unknown.
      if (!appended) recent.invalidate(key(row.id()));
    }
    if (!appended) return false;
    state.apply(next, additions.changed(), written);
    // The weight of the state has changed.
    recent.put(key(row.id()), state);
    listeners.call(key(row.id()));
    return true;
  }

  private Predictions forecast(
      StreamRow row,
      ServedModel model,
      List<SeriesWindow> series,
      StreamQuery query,
      Reservation memory) {
    List<Double> levels = query.levels();
    List<History> histories =
        series.stream().map(one -> one.history(model.window(), row.axis())).toList();
    memory.grow(histories.stream().mapToLong(one -> (long) Double.BYTES * one.steps()).sum());
    List<Double> wanted = levels == null ? model.usualLevels() : levels;
    return forecasts.of(
        row.modelId(),
        model,
        histories,
        _ -> "",
        new Wish(query.horizon(), wanted, List.of(), 0, false),
        Unforecastable.TOLD,
        memory);
  }

  /// Forecasts of series that have changed.
  ///
  /// @param seq number of the last request in them
  record News(long seq, Predictions forecasts) {}

  /// The forecasts of the series that requests after a number have changed; null if there are none.
  @Nullable News news(String id, long after, StreamQuery query, Reservation memory) {
    StreamState state = state(id, memory);
    state.lock.lock();
    try {
      List<SeriesWindow> changed = state.changedAfter(after);
      if (changed.isEmpty()) return null;
      ServedModel model = modelOf(state.row(), memory);
      Predictions made = forecast(state.row(), model, changed, query, memory);
      StreamScores scores = scores(model, query, state.row(), memory);
      if (scores != null) {
        changed.forEach(scores::addFresh);
        made = made.scored(scores.all());
      }
      return new News(changed.getLast().seq(), made);
    } finally {
      state.lock.unlock();
    }
  }

  /// Checks that the model of a stream exists and can give forecasts. Throws [ConflictException], and `InfeasibleException`.
  void check(StreamRow row, StreamQuery query, Reservation memory) {
    ServedModel model = modelOf(row, memory);
    if (query.anomalies() != null) StreamScores.check(model, query.anomalies());
    if (query.levels() == null) return;
    for (double level : query.levels()) model.heldOut(0, query.horizon(), level);
  }

  /// Throws [NotFoundException], and [ConflictException] if the model was removed.
  private StreamState state(String id, Reservation memory) {
    StreamState known = recent.getIfPresent(key(id));
    if (known != null && shared.isShared() && !isCurrent(known)) {
      recent.invalidate(key(id));
      known = null;
    }
    if (known == null) {
      ServedModel model = modelOf(get(id), memory);
      memory.grow(2 * store.bytes(id));
      known =
          recent.get(
              key(id),
              _ ->
                  store
                      .load(id, model.window())
                      .orElseThrow(() -> new NotFoundException("stream", id)));
    }
    if (known.row().expired(clock.instant())) {
      recent.invalidate(key(id));
      throw new NotFoundException("stream", id);
    }
    return known;
  }

  /// Whether no other replica has changed the stream.
  private boolean isCurrent(StreamState known) {
    StreamRow row = known.row();
    return store
        .version(row.id())
        .filter(now -> now.generation().equals(row.generation()) && now.seq() <= row.seq())
        .isPresent();
  }

  /// The model of a stream; throws [ConflictException] if it was removed.
  private ServedModel modelOf(StreamRow row, Reservation memory) {
    try {
      return models.forecaster(row.modelId(), memory);
    } catch (NotFoundException _) {
      throw new ConflictException(
          "the model '%s' of the stream '%s' was removed; put the stream with another modelId, which keeps its series, or delete it"
              .formatted(row.modelId(), row.id()));
    }
  }
}
