package dev.rondo.server.prometheus;

import dev.rondo.forecasting.reading.Place;
import dev.rondo.forecasting.reading.Reading;
import dev.rondo.forecasting.reading.Report;
import dev.rondo.forecasting.reading.Report.Finding;
import dev.rondo.forecasting.reading.Report.Kind;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.series.StaticColumn;
import dev.rondo.forecasting.series.StaticValues;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.web.InfeasibleRequestException;
import dev.rondo.server.web.Names;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The values of the series of a query at its times, filled part by part.
final class SampleGrid {
  private static final String VALUE = "value";
  private static final int LONGEST_ID = 1000;

  /// Bytes of a series without its values: its labels and its id.
  private static final long BYTES_OF_A_SERIES = 2000;

  /// Bytes of a value: on the grid, and in its series.
  private static final long BYTES_OF_A_VALUE = 2 * Double.BYTES;

  private final RangeQuery query;
  private final Reservation memory;
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final Set<String> warnings = new LinkedHashSet<>();
  private long infinite;
  private long notNumbers;

  @SuppressWarnings("ArrayRecordComponent")
  private record Row(Map<String, String> labels, double[] values) {}

  /// @param memory grows with the values
  SampleGrid(RangeQuery query, Reservation memory) {
    this.query = query;
    this.memory = memory;
  }

  /// Adds the answer to a part of the query.
  void add(ServerAnswer answer) {
    warnings.addAll(answer.warnings());
    for (Sampled one : answer.series()) {
      double[] values = rows.computeIfAbsent(id(one), _ -> begin(one)).values;
      for (int i = 0; i < one.times().length; i++) {
        long offset = one.times()[i] - query.start();
        if (offset < 0 || offset % query.step() != 0 || offset / query.step() >= values.length)
          throw PrometheusClient.failure(query, "answers times that were not asked for");
        values[(int) (offset / query.step())] = finite(one.values()[i]);
      }
    }
  }

  private Row begin(Sampled one) {
    memory.grow(BYTES_OF_A_SERIES + BYTES_OF_A_VALUE * query.count());
    double[] values = new double[query.count()];
    Arrays.fill(values, Double.NaN);
    return new Row(one.labels(), values);
  }

  private static String id(Sampled one) {
    String id = SeriesLabels.id(one.labels());
    if (id.length() <= LONGEST_ID && Names.plain(id)) return id;
    throw new InfeasibleRequestException(
        "/query",
        "a series has labels of more than %d characters or with control characters; keep fewer labels, as in sum by (job) (...)"
            .formatted(LONGEST_ID));
  }

  private double finite(double value) {
    if (Double.isNaN(value)) notNumbers++;
    else if (Double.isInfinite(value)) infinite++;
    return Double.isFinite(value) ? value : Double.NaN;
  }

  /// The series from their first to their last known value; empty if no value is known.
  Optional<Reading> reading(Frequency frequency) {
    List<Series> series = new ArrayList<>(rows.size());
    TreeSet<String> names = new TreeSet<>();
    rows.values().forEach(row -> names.addAll(row.labels.keySet()));
    names.remove(SeriesLabels.NAME);
    long gaps = 0;
    for (Map.Entry<String, Row> each : rows.entrySet()) {
      double[] values = each.getValue().values;
      int from = 0;
      int to = values.length;
      while (from < to && Double.isNaN(values[from])) from++;
      while (to > from && Double.isNaN(values[to - 1])) to--;
      if (from == to) continue;
      double[] known = Arrays.copyOfRange(values, from, to);
      gaps += Arrays.stream(known).filter(Double::isNaN).count();
      Map<String, String> labels = new LinkedHashMap<>(each.getValue().labels);
      labels.remove(SeriesLabels.NAME);
      series.add(
          new Series(
              each.getKey(),
              query.start() + from * query.step(),
              new double[][] {known},
              new StaticValues(Map.of(), labels)));
    }
    if (series.isEmpty()) return Optional.empty();
    Dataset dataset =
        new Dataset(
            List.of(new Column(names.contains(VALUE) ? "sample " + VALUE : VALUE, Role.TARGET)),
            names.stream().map(name -> new StaticColumn(name, StaticColumn.Kind.CATEGORY)).toList(),
            frequency,
            ZoneOffset.UTC,
            series,
            null);
    return Optional.of(
        new Reading(
            dataset,
            new Report(findings(rows.size() - series.size(), gaps)),
            (one, step) ->
                Double.isNaN(series.get(one).values()[0][step]) ? null : new Place(null, null),
            true,
            List.of()));
  }

  private List<Finding> findings(int empty, long gaps) {
    List<Finding> findings = new ArrayList<>();
    for (String warning : warnings)
      findings.add(
          new Finding(Kind.WARNING, "prometheus", "Prometheus warns: " + warning, 1, List.of()));
    find(findings, Kind.DROPPED, "no-values", empty, "%d series have no number and were left out");
    find(findings, Kind.REPAIRED, "infinite", infinite, "%d infinite values count as missing");
    find(
        findings, Kind.REPAIRED, "not-a-number", notNumbers, "%d values are NaN, which is missing");
    find(findings, Kind.INFERRED, "gap", gaps, "%d steps inside of the series have no value");
    return findings;
  }

  private static void find(
      List<Finding> findings, Kind kind, String subject, long count, String detail) {
    if (count > 0)
      findings.add(new Finding(kind, subject, detail.formatted(count), count, List.of()));
  }
}
