package dev.rondo.commandline.result;

import dev.rondo.forecasting.backtest.BacktestResult;
import dev.rondo.forecasting.backtest.BacktestSpec;
import dev.rondo.forecasting.backtest.ErrorMeasures;
import dev.rondo.forecasting.backtest.Leaderboard;
import dev.rondo.forecasting.document.JsonTypes;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// The candidates of a backtest, the best first.
///
/// @param measure by which they are ranked
/// @param origins number of origins
/// @param horizon steps ahead
/// @param series number of compared series, each target counts as one
public record BacktestOutcome(
    String measure,
    int origins,
    int horizon,
    int series,
    List<Place> leaderboard,
    List<String> warnings) {
  /// One candidate; a measure that nothing defines is NaN.
  ///
  /// @param standing how it compares with the best
  /// @param statement the same as a sentence
  /// @param coverage of the intervals
  public record Place(
      String candidate,
      String standing,
      String statement,
      double mase,
      double mae,
      double rmse,
      double smape,
      List<LevelCoverage> coverage) {}

  /// @param level in percent
  /// @param coverage share of the observed values inside, from 0 to 1
  public record LevelCoverage(double level, double coverage) {}

  public static BacktestOutcome of(BacktestResult result, BacktestSpec spec) {
    Leaderboard leaderboard = result.leaderboard();
    return new BacktestOutcome(
        JsonTypes.kebab(leaderboard.measure().name()),
        spec.origins(),
        spec.horizon(),
        leaderboard.series(),
        leaderboard.rows().stream().map(BacktestOutcome::place).toList(),
        result.warnings());
  }

  private static Place place(Leaderboard.Row row) {
    ErrorMeasures errors = row.measures();
    return new Place(
        row.name(),
        JsonTypes.kebab(row.standing().name()),
        row.statement(),
        errors.mase(),
        errors.mae(),
        errors.rmse(),
        errors.smape(),
        errors.intervals().stream()
            .map(interval -> new LevelCoverage(interval.level(), interval.coverage()))
            .toList());
  }

  /// @param backtest as a service answers it at its end
  public static BacktestOutcome of(JsonNode backtest) {
    JsonNode report = backtest.path("report");
    List<Place> places = new ArrayList<>();
    for (JsonNode row : report.path("leaderboard")) places.add(place(row));
    return new BacktestOutcome(
        report.path("measure").asString(),
        backtest.path("specification").path("origins").asInt(),
        backtest.path("specification").path("horizon").asInt(),
        report.path("series").asInt(),
        places,
        StreamSupport.stream(report.path("warnings").spliterator(), false)
            .map(JsonNode::asString)
            .toList());
  }

  private static Place place(JsonNode row) {
    JsonNode errors = row.path("errors");
    List<LevelCoverage> coverage = new ArrayList<>();
    for (JsonNode interval : errors.path("intervals"))
      coverage.add(
          new LevelCoverage(interval.path("level").asDouble(), number(interval, "coverage")));
    return new Place(
        row.path("candidate").asString(),
        row.path("standing").asString(),
        row.path("statement").asString(),
        number(errors, "mase"),
        number(errors, "mae"),
        number(errors, "rmse"),
        number(errors, "smape"),
        coverage);
  }

  private static double number(JsonNode object, String member) {
    return object.path(member).isNumber() ? object.get(member).doubleValue() : Double.NaN;
  }

  /// Prints a table for people.
  public void print(PrintStream out) {
    out.printf(
        "%d series, %d origins, %d steps ahead, ranked by %s%n%n",
        series, origins, horizon, measure);
    List<String> header = new ArrayList<>(List.of("candidate", "MASE", "MAE", "RMSE", "sMAPE"));
    List<LevelCoverage> levels =
        leaderboard.stream()
            .map(Place::coverage)
            .filter(coverage -> !coverage.isEmpty())
            .findFirst()
            .orElse(List.of());
    levels.forEach(one -> header.add(Figures.level(one.level) + " % covers"));
    header.add("");
    TextTable table = new TextTable(header);
    double[] sizes = leaderboard.stream().mapToDouble(Place::mae).toArray();
    Figures figures = Figures.of(sizes);
    for (Place place : leaderboard) {
      List<String> cells =
          new ArrayList<>(
              List.of(
                  place.candidate,
                  fixed(place.mase, 3),
                  figures.text(place.mae),
                  figures.text(place.rmse),
                  fixed(place.smape, 2)));
      for (LevelCoverage level : levels) cells.add(covered(place, level.level));
      cells.add(place.standing.replace('-', ' '));
      table.add(cells);
    }
    table.print(out);
    out.println();
    for (Place place : leaderboard) out.println(place.statement);
  }

  private static String covered(Place place, double level) {
    for (LevelCoverage one : place.coverage)
      if (one.level == level && Double.isFinite(one.coverage)) return Figures.percent(one.coverage);
    return "-";
  }

  private static String fixed(double value, int decimals) {
    return !Double.isFinite(value) ? "-" : String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
