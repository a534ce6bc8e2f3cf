package dev.rondo.server.prometheus;

import dev.rondo.forecasting.reading.Reading;
import dev.rondo.forecasting.reading.Report;
import dev.rondo.forecasting.series.TimeAxis;
import dev.rondo.server.dataset.Appended;
import dev.rondo.server.dataset.Appends;
import dev.rondo.server.dataset.DatasetDescription;
import dev.rondo.server.dataset.Datasets;
import dev.rondo.server.dataset.Origin;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.prometheus.PrometheusClient.AnswerTooLargeException;
import dev.rondo.server.web.BadGatewayException;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.ConflictException;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.InfeasibleRequestException;
import dev.rondo.server.web.Names;
import dev.rondo.server.web.NotFoundException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Makes datasets of range queries, and adds to them what the servers have measured since.
@Component
public class PrometheusSource {
  /// Prometheus answers at most 11 000 values of a series at a time.
  private static final int MOST_OF_A_PART = 11_000;

  private static final int MOST_STEPS = 100 * MOST_OF_A_PART;

  private final PrometheusSettings settings;
  private final PrometheusClient client;
  private final Datasets datasets;
  private final Appends appends;
  private final Clock clock;

  PrometheusSource(
      PrometheusSettings settings,
      PrometheusClient client,
      Datasets datasets,
      Appends appends,
      Clock clock) {
    this.settings = settings;
    this.client = client;
    this.datasets = datasets;
    this.appends = appends;
    this.clock = clock;
  }

  /// Stores the series of a query as a dataset. Throws [BadRequestException], [InfeasibleRequestException] if the server may not be
  /// asked or refuses the query, and [BadGatewayException] if it fails.
  DatasetDescription add(PrometheusRequest request, Reservation memory) {
    List<Fault> faults = new ArrayList<>();
    String name = name(request, faults);
    QueryStep step = step(request, faults);
    if (request.query().isBlank()) faults.add(Fault.at("/query", "query must not be blank"));
    if (step == null) throw new BadRequestException(faults);
    TimeAxis axis = new TimeAxis(step.frequency(), ZoneOffset.UTC);
    long now = clock.millis();
    long start = time(axis, request.start(), "/start", now, faults);
    long end = time(axis, request.end(), "/end", now, faults);
    if (!faults.isEmpty()) throw new BadRequestException(faults);
    String server = server(request.url(), "/url");
    long first = Math.ceilDiv(start, step.millis()) * step.millis();
    Reading reading =
        read(server, request.query(), first, end, step, "/start", memory)
            .orElseThrow(() ->
                new InfeasibleRequestException(
                    "/query",
                    "the query has no value between %s and %s"
                        .formatted(axis.text(start), axis.text(end))));
    return datasets.add(
        name, Origin.prometheus(server, request.query()), reading.dataset(), reading.report());
  }

  private static String name(PrometheusRequest request, List<Fault> faults) {
    try {
      if (request.name() != null) return Names.checked(request.name());
      String query = request.query().replaceAll("[\\p{Cntrl}\\p{Cs}]", " ").strip();
      return query.substring(0, Math.min(query.length(), 100));
    } catch (IllegalArgumentException e) {
      faults.add(Fault.at("/name", String.valueOf(e.getMessage())));
      return "";
    }
  }

  private static @Nullable QueryStep step(PrometheusRequest request, List<Fault> faults) {
    try {
      return QueryStep.parse(request.step());
    } catch (IllegalArgumentException e) {
      faults.add(Fault.at("/step", String.valueOf(e.getMessage())));
      return null;
    }
  }

  private static long time(
      TimeAxis axis, @Nullable String text, String pointer, long now, List<Fault> faults) {
    try {
      return text == null ? now : axis.position(text);
    } catch (IllegalArgumentException e) {
      faults.add(Fault.at(pointer, pointer.substring(1) + " " + e.getMessage()));
      return now;
    }
  }

  /// The base URL of a server that may be asked; throws [InfeasibleRequestException].
  private String server(String url, String pointer) {
    if (settings.servers().isEmpty())
      throw new InfeasibleRequestException(
          pointer,
          "this service may not ask any Prometheus server; name those that it may ask in rondo.prometheus.servers");
    try {
      String server = ServerUrl.normal(url);
      if (settings.servers().contains(server)) return server;
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(Fault.at(pointer, String.valueOf(e.getMessage())));
    }
    throw new InfeasibleRequestException(
        pointer,
        "this service may not ask the server '%s'; rondo.prometheus.servers allows %s"
            .formatted(url, String.join(", ", settings.servers())));
  }

  /// Whether a dataset was read from Prometheus.
  public static boolean isOriginOf(DatasetDescription dataset) {
    return dataset.origin().prometheus() != null;
  }

  /// Adds the values after the end of a dataset. Throws [NotFoundException], [ConflictException] if the dataset was not read from
  /// Prometheus, [InfeasibleRequestException] if its server may no longer be asked, and [BadGatewayException] if it fails.
  ///
  /// @param end last time; null for now
  public Appended refresh(String id, @Nullable String end, Reservation memory) {
    DatasetDescription dataset = datasets.get(id);
    Origin.@Nullable Prometheus source = dataset.origin().prometheus();
    if (source == null)
      throw new ConflictException(
          "the dataset '%s' was not read from Prometheus; add to it with POST /api/v1/datasets/%s/observations"
              .formatted(dataset.id(), dataset.id()));
    String server = server(source.url(), "");
    TimeAxis axis = new TimeAxis(dataset.frequency(), dataset.timeZone());
    QueryStep step = new QueryStep(dataset.frequency());
    long first = axis.plus(axis.position(dataset.timeRange().end()), 1);
    long last;
    try {
      last = end == null ? clock.millis() : axis.position(end);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(Fault.parameter("end", "end " + e.getMessage()));
    }
    return read(server, source.query(), first, last, step, "", memory)
        .map(reading -> appends.extend(dataset.id(), reading, memory))
        .orElseGet(() -> Appended.nothing(dataset, new Report(List.of())));
  }

  /// Reads the values from `first` on; empty if there are none.
  ///
  /// @param first multiple of the step
  /// @param pointer to the start of the range in the request
  private Optional<Reading> read(
      String server,
      String query,
      long first,
      long end,
      QueryStep step,
      String pointer,
      Reservation memory) {
    long count = Math.floorDiv(end - first, step.millis()) + 1;
    if (end < first) return Optional.empty();
    if (count > MOST_STEPS)
      throw new InfeasibleRequestException(
          pointer,
          "the range has %d steps, and at most %d are read at a time; choose a longer step or a shorter range"
              .formatted(count, MOST_STEPS));
    memory.grow(client.bytes());
    RangeQuery whole = new RangeQuery(server, query, first, step.millis(), (int) count);
    SampleGrid grid = new SampleGrid(whole, memory);
    int size = Math.min(MOST_OF_A_PART, whole.count());
    for (int from = 0; from < whole.count(); ) {
      RangeQuery part = whole.part(from, Math.min(size, whole.count() - from));
      try {
        grid.add(client.matrix(part));
        from += part.count();
      } catch (AnswerTooLargeException _) {
        if (part.count() == 1)
          throw PrometheusClient.failure(
              part,
              "answers more than %d bytes for one step (rondo.prometheus.answer); let the query give fewer series"
                  .formatted(settings.answer().toBytes()));
        size = Math.ceilDiv(part.count(), 2);
      }
    }
    memory.shrink(client.bytes());
    return grid.reading(step.frequency());
  }
}
