package dev.rondo.server.publish;

import dev.rondo.server.SharedDatabase;
import dev.rondo.server.dataset.Datasets;
import dev.rondo.server.memory.MemoryBudget;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.model.Models;
import dev.rondo.server.project.Project;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.ConflictException;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.NotFoundException;
import dev.rondo.server.web.Paging;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Keeps the published forecasts and refreshes them when they are due.
@Component
class Publisher {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]{0,99}");

  /// Refreshes at the same time, because each reserves memory for the answer of Prometheus.
  private static final int TOGETHER = 2;

  private static final Duration USUALLY = Duration.ofMinutes(1);

  private final PublishedForecasts store;
  private final PublicationValues values;
  private final Models models;
  private final Datasets datasets;
  private final PublicationSettings settings;
  private final SharedDatabase shared;
  private final MemoryBudget budget;
  private final Clock clock;
  private final ConcurrentNavigableMap<String, Publication> publications =
      new ConcurrentSkipListMap<>();
  private final Semaphore turns = new Semaphore(TOGETHER);
  private boolean loaded;

  Publisher(
      PublishedForecasts store,
      PublicationValues values,
      Models models,
      Datasets datasets,
      PublicationSettings settings,
      SharedDatabase shared,
      MemoryBudget budget,
      Clock clock) {
    this.store = store;
    this.values = values;
    this.models = models;
    this.datasets = datasets;
    this.settings = settings;
    this.shared = shared;
    this.budget = budget;
    this.clock = clock;
  }

  /// A published forecast.
  ///
  /// @param created whether there was none with this name
  record Put(Publication publication, boolean created) {}

  /// Makes the first forecasts and publishes them, in place of those with the same name. Nothing changes if they cannot be made.
  Put put(String name, PublicationRequest request, Reservation memory) {
    load();
    PublishedForecast row = row(name, request);
    Publication publication = new Publication(row, budget);
    try {
      publication.take(values.of(row, null, memory), clock.instant());
      return publish(publication);
    } catch (RuntimeException e) {
      publication.end();
      throw e;
    }
  }

  private synchronized Put publish(Publication publication) {
    String key = publication.row.key();
    if (!publications.containsKey(key) && publications.size() >= settings.most())
      throw new ConflictException(
          "there are already %d published forecasts, the most that rondo.published-forecasts.most allows; delete some"
              .formatted(settings.most()));
    store.put(publication.row);
    Publication before = publications.put(key, publication);
    if (before != null) before.end();
    return new Put(publication, before == null);
  }

  private PublishedForecast row(String name, PublicationRequest request) {
    List<Fault> faults = new ArrayList<>();
    if (!NAME.matcher(name).matches())
      faults.add(
          Fault.parameter(
              "forecast",
              "the name is that of metrics: 1 to 100 letters, digits, '_' or ':', and no digit at its begin, was '%s'"
                  .formatted(name)));
    if ((request.modelId() == null) == (request.alias() == null))
      faults.add(Fault.at("/modelId", "either modelId or alias is required, and not both"));
    if (!faults.isEmpty()) throw new BadRequestException(faults);
    String datasetId =
        datasets
            .find(request.datasetId())
            .orElseThrow(() -> new NotFoundException("dataset", request.datasetId(), "/datasetId"))
            .id();
    return new PublishedForecast(
        Project.current(),
        name,
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        request.modelId() == null ? null : models.resolve(request.modelId()),
        request.alias(),
        datasetId,
        Objects.requireNonNullElse(request.ahead(), Duration.ZERO),
        request.level(),
        Objects.requireNonNullElse(request.every(), USUALLY));
  }

  /// Throws [NotFoundException].
  Publication get(String name) {
    load();
    Publication found = publications.get(Project.current().key(name));
    if (found == null) throw new NotFoundException("published forecast", name);
    return found;
  }

  /// In the order of their names; one more than the page may have, if there are more.
  List<Publication> all(Paging paging) {
    return all().stream()
        .filter(each -> paging.after() == null || each.row.name().compareTo(paging.after()) > 0)
        .limit(paging.limit() + 1L)
        .toList();
  }

  /// Those of the project in the order of their names.
  List<Publication> all() {
    Project project = Project.current();
    return ofAllProjects().stream().filter(each -> each.row.project().equals(project)).toList();
  }

  private List<Publication> ofAllProjects() {
    load();
    return List.copyOf(publications.values());
  }

  /// Throws [NotFoundException].
  synchronized void remove(String name) {
    Publication found = get(name);
    store.remove(found.row.project(), name);
    publications.remove(found.row.key());
    found.end();
  }

  /// Starts the refreshes of all projects that are due, each on its own thread.
  void refreshDue() {
    if (shared.isShared()) follow();
    Instant now = clock.instant();
    for (Publication each : ofAllProjects())
      if (each.begins(now))
        Thread.ofVirtual()
            .name("publish-" + each.row.name())
            .start(() -> each.row.project().run(() -> refresh(each)));
  }

  private void refresh(Publication publication) {
    turns.acquireUninterruptibly();
    try (Reservation memory = budget.open("the refresh of a published forecast")) {
      PublishedValues made = values.of(publication.row, publication.present().values(), memory);
      publication.take(made, clock.instant());
    } catch (RuntimeException | Error e) {
      String detail = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
      if (publication.fail(detail, clock.instant()))
        LOG.warn(
            "the published forecast {} cannot be refreshed: {}", publication.row.name(), detail);
      if (e instanceof Error error) throw error;
    } finally {
      turns.release();
    }
  }

  /// Reads those of earlier runs of the service.
  private synchronized void load() {
    if (!loaded) follow();
    loaded = true;
  }

  /// Takes what is stored; other replicas may have added, replaced or removed some.
  private synchronized void follow() {
    List<PublishedForecast> stored = store.all();
    Set<String> keys = stored.stream().map(PublishedForecast::key).collect(Collectors.toSet());
    for (PublishedForecast row : stored) {
      Publication known = publications.get(row.key());
      if (known != null && known.row.createdAt().equals(row.createdAt())) continue;
      publications.put(row.key(), new Publication(row, budget));
      if (known != null) known.end();
    }
    for (String key : Set.copyOf(publications.keySet())) {
      if (keys.contains(key)) continue;
      Publication removed = publications.remove(key);
      if (removed != null) removed.end();
    }
  }
}
