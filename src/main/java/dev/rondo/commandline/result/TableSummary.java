package dev.rondo.commandline.result;

import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.forecasting.reading.Reading;
import dev.rondo.forecasting.reading.Report;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.series.StaticColumn;
import dev.rondo.forecasting.series.TimeAxis;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What was understood of a table.
///
/// @param series number of series
/// @param shortest steps of the shortest series
/// @param longest steps of the longest series
/// @param start first time step of all series
/// @param end last time step of all series
/// @param missing number of missing values
/// @param columns columns with a value at each step
/// @param findings what was inferred, repaired or dropped
/// @param rows first steps of the first series
public record TableSummary(
    String source,
    int series,
    int shortest,
    int longest,
    String frequency,
    String timeZone,
    String start,
    String end,
    long missing,
    List<ColumnSummary> columns,
    List<StaticColumn> staticColumns,
    List<Report.Finding> findings,
    List<Row> rows) {
  /// @param missing number of missing values
  public record ColumnSummary(
      Column column, long missing, double smallest, double mean, double largest) {}

  /// @param values in the order of the columns; NaN is missing
  @SuppressWarnings("ArrayRecordComponent")
  public record Row(String seriesId, String time, double[] values) {}

  /// @param most number of rows to show
  public static TableSummary of(String source, Reading reading, int most) {
    Dataset dataset = reading.dataset();
    TimeAxis axis = dataset.axis();
    List<Series> all = dataset.series();
    List<ColumnSummary> columns = new ArrayList<>();
    for (int c = 0; c < dataset.columns().size(); c++) columns.add(column(dataset, c));
    long last =
        all.stream()
            .mapToLong(one -> axis.plus(one.start(), Math.max(0, one.steps() - 1L)))
            .max()
            .orElseThrow();
    return new TableSummary(
        source,
        all.size(),
        all.stream().mapToInt(Series::steps).min().orElseThrow(),
        all.stream().mapToInt(Series::steps).max().orElseThrow(),
        dataset.frequency().toString(),
        dataset.zone().getId(),
        axis.text(all.stream().mapToLong(Series::start).min().orElseThrow()),
        axis.text(last),
        columns.stream().mapToLong(ColumnSummary::missing).sum(),
        columns,
        dataset.staticColumns(),
        reading.report().findings(),
        rows(dataset, most));
  }

  private static ColumnSummary column(Dataset dataset, int number) {
    long missing = 0;
    long count = 0;
    double sum = 0;
    double smallest = Double.NaN;
    double largest = Double.NaN;
    for (Series one : dataset.series())
      for (double value : one.values()[number]) {
        if (Double.isNaN(value)) {
          missing++;
          continue;
        }
        count++;
        sum += value;
        smallest = Double.isNaN(smallest) ? value : Math.min(smallest, value);
        largest = Double.isNaN(largest) ? value : Math.max(largest, value);
      }
    return new ColumnSummary(
        dataset.columns().get(number), missing, smallest, sum / count, largest);
  }

  private static List<Row> rows(Dataset dataset, int most) {
    Series first = dataset.series().getFirst();
    List<Row> rows = new ArrayList<>();
    for (int t = 0; t < Math.min(most, first.steps()); t++) {
      int step = t;
      rows.add(
          new Row(
              first.id(),
              dataset.axis().text(dataset.axis().plus(first.start(), t)),
              Arrays.stream(first.values()).mapToDouble(column -> column[step]).toArray()));
    }
    return rows;
  }

  /// Prints tables and sentences for people.
  public void print(PrintStream out) {
    List<String> range =
        start.indexOf('T') > 0 ? StepTimes.of(List.of(start, end)) : List.of(start, end);
    out.printf(
        "%s: %d series of %s steps, frequency %s, %s to %s, time zone %s%n%n",
        source,
        series,
        shortest == longest ? longest : shortest + " to " + longest,
        frequency,
        range.getFirst(),
        range.getLast(),
        timeZone);
    printColumns(out);
    if (!staticColumns.isEmpty())
      out.printf(
          "static columns: %s%n%n",
          String.join(", ", staticColumns.stream().map(StaticColumn::name).toList()));
    for (Report.Finding finding : findings) {
      out.printf("%-8s  %s", JsonTypes.kebab(finding.kind().name()), finding.detail());
      if (!finding.lines().isEmpty()) out.printf(" (lines %s)", lines(finding));
      out.println();
    }
    if (!findings.isEmpty()) out.println();
    if (!rows.isEmpty()) printRows(out);
  }

  private static String lines(Report.Finding finding) {
    List<String> lines =
        finding.lines().stream().limit(5).map(line -> Long.toString(line)).toList();
    return String.join(", ", lines) + (finding.count() > lines.size() ? ", ..." : "");
  }

  private void printColumns(PrintStream out) {
    TextTable table =
        new TextTable(List.of("column", "role", "missing", "smallest", "mean", "largest"));
    for (ColumnSummary one : columns) {
      Figures figures = Figures.of(new double[] {one.smallest, one.mean, one.largest});
      table.add(
          List.of(
              one.column.name(),
              JsonTypes.kebab(one.column.role().name()),
              Long.toString(one.missing),
              plain(one.smallest),
              figures.text(one.mean),
              plain(one.largest)));
    }
    table.print(out);
    out.println();
  }

  private void printRows(PrintStream out) {
    boolean timed = rows.getFirst().time.indexOf('T') > 0;
    List<String> times = rows.stream().map(Row::time).toList();
    if (timed) times = StepTimes.of(times);
    List<String> header = new ArrayList<>(List.of("series", timed ? "time" : "step"));
    columns.forEach(one -> header.add(one.column.name()));
    TextTable table = new TextTable(header);
    for (int t = 0; t < rows.size(); t++) {
      List<String> cells = new ArrayList<>(List.of(rows.get(t).seriesId, times.get(t)));
      for (double value : rows.get(t).values) cells.add(plain(value));
      table.add(cells);
    }
    table.print(out);
  }

  /// The number as it was read.
  private static String plain(double value) {
    if (Double.isNaN(value)) return "-";
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  public void writeJson(PrintStream out) {
    Json.write(this, out);
  }
}
