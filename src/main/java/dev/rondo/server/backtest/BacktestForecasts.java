package dev.rondo.server.backtest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rondo.forecasting.series.TimeAxis;
import dev.rondo.forecasting.series.Timeline;
import dev.rondo.server.web.CsvTable;
import dev.rondo.server.web.OrMissing;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// The forecasts of a backtest, which are read while they are written.
///
/// @param levels levels of the intervals, in percent
record BacktestForecasts(
    @Schema(description = "levels of the intervals in percent") List<Double> levels,
    Iterable<Item> forecasts)
    implements CsvTable {
  /// A forecast of one target of one series from one origin.
  @SuppressWarnings("ArrayRecordComponent")
  @Schema(name = "BacktestForecast")
  record Item(
      @Schema(example = "auto") String candidate,
      @Schema(example = "a") String seriesId,
      @Schema(description = "forecast column; only if there are several")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable String target,
      @Schema(description = "last step that the candidate could read: ISO 8601, or an integer step")
          String cutoff,
      @Schema(description = "times of the forecast steps") List<String> times,
      @Schema(description = "observed values; null where there are none") @OrMissing
          double[] actual,
      @Schema(description = "point forecast of each step") double[] forecast,
      List<Bounds> intervals) {}

  /// An interval of each step.
  @SuppressWarnings("ArrayRecordComponent")
  @Schema(name = "BacktestInterval")
  record Bounds(double level, double[] lower, double[] upper) {}

  /// @param piece a forecast of the candidate
  static Item item(String candidate, Block.Piece piece, BacktestReport report) {
    Timeline line =
        new Timeline(new TimeAxis(report.frequency(), report.timeZone()), piece.start());
    double[][] rows = piece.values();
    List<Bounds> bounds = new ArrayList<>();
    for (int l = 0; 2 + 2 * l < rows.length; l++)
      bounds.add(new Bounds(report.levels().get(l), rows[2 + 2 * l], rows[3 + 2 * l]));
    return new Item(
        candidate,
        piece.seriesId(),
        report.targets().size() > 1 ? report.targets().get(piece.target()) : null,
        line.text(piece.origin() - 1L),
        IntStream.range(0, rows[0].length)
            .mapToObj(h -> line.text((long) piece.origin() + h))
            .toList(),
        rows[0],
        rows[1],
        bounds);
  }

  @Override
  public List<String> header() {
    List<String> header =
        new ArrayList<>(
            List.of(
                "candidate", "seriesId", "target", "cutoff", "step", "time", "actual", "forecast"));
    for (double level : levels) {
      String name = BigDecimal.valueOf(level).stripTrailingZeros().toPlainString();
      header.add("lower" + name);
      header.add("upper" + name);
    }
    return header;
  }

  @Override
  public Iterable<List<String>> rows() {
    return () -> stream().iterator();
  }

  private Stream<List<String>> stream() {
    return StreamSupport.stream(forecasts.spliterator(), false)
        .flatMap(item -> IntStream.range(0, item.forecast.length).mapToObj(h -> row(item, h)));
  }

  private List<String> row(Item item, int h) {
    List<String> cells = new ArrayList<>();
    cells.add(item.candidate);
    cells.add(item.seriesId);
    cells.add(item.target == null ? "" : item.target);
    cells.add(item.cutoff);
    cells.add(Integer.toString(h + 1));
    cells.add(item.times.get(h));
    cells.add(number(item.actual[h]));
    cells.add(number(item.forecast[h]));
    for (int l = 0; l < levels.size(); l++) {
      boolean given = l < item.intervals.size();
      cells.add(given ? number(item.intervals.get(l).lower[h]) : "");
      cells.add(given ? number(item.intervals.get(l).upper[h]) : "");
    }
    return cells;
  }

  static String number(@Nullable Double value) {
    return value == null || !Double.isFinite(value) ? "" : Double.toString(value);
  }
}
