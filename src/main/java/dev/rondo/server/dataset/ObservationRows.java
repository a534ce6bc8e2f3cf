package dev.rondo.server.dataset;

import dev.rondo.forecasting.reading.Place;
import dev.rondo.forecasting.reading.Reading;
import dev.rondo.forecasting.reading.Report;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.StaticColumn;
import dev.rondo.forecasting.series.TableColumns;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.InfeasibleRequestException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rows with the columns of a stored dataset.
///
/// @param columns for each column of the dataset, its place in the reading
/// @param json whether the body was JSON
@SuppressWarnings("ArrayRecordComponent")
record ObservationRows(Reading reading, int[] columns, boolean json) {
  /// Checks that rows have the columns and the kind of time of a dataset, and that they can be read in one way only. Throws
  /// [InfeasibleRequestException] with every fault.
  static ObservationRows of(Reading reading, DatasetDescription dataset, boolean json) {
    List<Fault> faults = new ArrayList<>();
    int[] columns = columns(reading, dataset, json, faults);
    checkTimes(reading, dataset, json, faults);
    checkSeries(reading, dataset, faults);
    for (Report.Finding finding : reading.report().findings()) {
      if (finding.kind() != Report.Kind.WARNING) continue;
      if (finding.subject().equals("conflicting-timestamp")) {
        for (Long line : finding.lines())
          faults.add(
              line(
                  line,
                  "another row of the body has the same series and time, and other values; take one of them out, or choose first, last or mean in onDuplicate"));
      } else if (finding.subject().equals("date-order")) {
        faults.add(line(null, finding.detail()));
      }
    }
    if (!faults.isEmpty()) throw InfeasibleRequestException.of(faults);
    return new ObservationRows(reading, columns, json);
  }

  private static int[] columns(
      Reading reading, DatasetDescription dataset, boolean json, List<Fault> faults) {
    List<String> found = reading.dataset().columns().stream().map(Column::name).toList();
    List<String> stored = dataset.columns().stream().map(Column::name).toList();
    int[] places = stored.stream().mapToInt(found::indexOf).toArray();
    for (int c = 0; c < places.length; c++) {
      if (places[c] < 0)
        faults.add(
            columnFault(
                json,
                "the column '%s' of the dataset is missing; add it, with empty cells where a value is not known"
                    .formatted(stored.get(c))));
    }
    Set<String> unknown = new LinkedHashSet<>(found);
    TableColumns table = dataset.table();
    // Builds before this one did not store which columns were dropped.
    if (table == null || table.dropped() != null) unknown.addAll(reading.dropped());
    for (StaticColumn column : reading.dataset().staticColumns()) unknown.add(column.name());
    stored.forEach(unknown::remove);
    for (StaticColumn column :
        Objects.requireNonNullElse(dataset.staticColumns(), List.<StaticColumn>of()))
      unknown.remove(column.name());
    if (table != null) unknown.removeAll(table.series());
    if (table != null && table.dropped() != null) unknown.removeAll(table.dropped());
    for (String name : unknown)
      faults.add(
          columnFault(
              json,
              "the dataset has no column '%s'; take it out. The columns are %s"
                  .formatted(name, String.join(", ", stored))));
    return places;
  }

  private static Fault columnFault(boolean json, String detail) {
    return json ? Fault.at("/columns", detail) : line(1L, detail);
  }

  private static Fault line(@Nullable Long line, String detail) {
    return new Fault(null, null, line, null, detail);
  }

  private static void checkTimes(
      Reading reading, DatasetDescription dataset, boolean json, List<Fault> faults) {
    Frequency stored = dataset.frequency();
    Frequency found = reading.dataset().frequency();
    boolean steps = stored.unit() == Frequency.Unit.STEP;
    if (reading.timed() == steps) {
      String detail =
          steps
              ? "the series of the dataset count integer steps; send the step of each row, not a time"
              : "the series of the dataset have times, %s apart; send the time of each row, not a step"
                  .formatted(stored);
      faults.add(json ? Fault.at("/frequency", detail) : line(1L, detail));
    } else if (found.unit() != stored.unit() || found.count() != stored.count()) {
      String detail =
          "the frequency is %s, but that of the dataset is %s; leave it out"
              .formatted(found, stored);
      faults.add(json ? Fault.at("/frequency", detail) : Fault.parameter("frequency", detail));
    }
    TableColumns table = reading.dataset().table();
    if (steps && table != null && table.time() == null && !table.values().isEmpty())
      faults.add(
          line(
              1L,
              "no column has the step of each row; add one, and name it in timeColumn unless it is called 'step'"));
  }

  /// Whether a dataset was read from a table that tells which columns identify the series of a row. Neither JSON nor a table with a
  /// column for each time does.
  static boolean namesSeries(DatasetDescription dataset) {
    TableColumns table = dataset.table();
    return table != null && !table.values().isEmpty();
  }

  /// Refuses rows whose series are identified by other columns than those of the dataset.
  private static void checkSeries(Reading reading, DatasetDescription dataset, List<Fault> faults) {
    TableColumns stored = dataset.table();
    TableColumns found = reading.dataset().table();
    // Neither JSON nor a table with a column for each time has such columns.
    if (found == null || found.values().isEmpty()) return;
    if (stored == null || !namesSeries(dataset)) {
      if (found.series().isEmpty())
        faults.add(
            line(1L, "no column names the series of each row; add one with the ids of the series"));
      return;
    }
    if (stored.series().equals(found.series())) return;
    faults.add(
        line(
            1L,
            "the series of the dataset %s, but those of the rows %s; send rows with the same columns"
                .formatted(identified(stored), identified(found))));
  }

  private static String identified(TableColumns table) {
    return table.series().isEmpty()
        ? "are not identified by a column"
        : "are identified by the column " + String.join(" and ", table.series());
  }

  /// The value of a column of the dataset.
  double value(int series, int column, int step) {
    return reading.dataset().series().get(series).values()[columns[column]][step];
  }

  /// A fault at a row.
  Fault fault(int series, int step, String detail) {
    Place place = reading.places().of(series, step);
    return place == null
        ? line(null, detail)
        : new Fault(place.pointer(), null, place.line(), null, detail);
  }

  /// What was found while reading, without the gaps between the rows, which the dataset may have filled already.
  Report report() {
    return new Report(
        reading.report().findings().stream()
            .filter(finding -> !finding.subject().equals("gap"))
            .toList());
  }
}
