package dev.rondo.server.backtest;

import dev.rondo.forecasting.backtest.BacktestResult;
import dev.rondo.forecasting.backtest.Leaderboard;
import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.server.backtest.BacktestReport.Difference;
import dev.rondo.server.backtest.BacktestReport.Incomplete;
import dev.rondo.server.backtest.BacktestReport.Row;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The report of a backtest with the rankings by all measures, as it is stored.
///
/// @param report ranked by the usual measure
/// @param rankings by the other measures that some candidates have
public record RankedReport(BacktestReport report, List<Ranking> rankings) {
  /// The candidates by a measure, the best first.
  record Ranking(Leaderboard.Measure measure, List<Place> places) {}

  /// The place of a candidate.
  ///
  /// @param number of the candidate
  record Place(
      int number,
      Leaderboard.Standing standing,
      String statement,
      @Nullable Difference difference) {}

  /// @param incomplete null if all origins were finished
  public static RankedReport of(
      BacktestResult result,
      Dataset dataset,
      List<Double> levels,
      @Nullable Incomplete incomplete) {
    List<Ranking> rankings =
        result.leaderboards().stream().skip(1).map(RankedReport::ranking).toList();
    return new RankedReport(BacktestReport.of(result, dataset, levels, incomplete), rankings);
  }

  private static Ranking ranking(Leaderboard leaderboard) {
    List<Place> places =
        leaderboard.rows().stream()
            .map(row ->
                new Place(
                    row.candidate(),
                    row.standing(),
                    row.statement(),
                    Difference.of(row.difference())))
            .toList();
    return new Ranking(leaderboard.measure(), places);
  }

  /// The report ranked by a measure. Throws [BadRequestException] if no candidate has it.
  public BacktestReport by(Leaderboard.Measure measure) {
    if (measure == report.measure()) return report;
    for (Ranking ranking : rankings) {
      if (ranking.measure != measure) continue;
      List<Row> rows = new ArrayList<>();
      for (Place place : ranking.places) rows.add(row(place));
      return report.ranked(measure, rows);
    }
    String measures =
        Stream.concat(Stream.of(report.measure()), rankings.stream().map(Ranking::measure))
            .map(one -> JsonTypes.kebab(one.name()))
            .collect(Collectors.joining(", "));
    throw new BadRequestException(
        Fault.parameter(
            "by",
            "no candidate of this backtest has the measure %s; it can be ranked by %s"
                .formatted(JsonTypes.kebab(measure.name()), measures)));
  }

  private Row row(Place place) {
    return report.leaderboard().stream()
        .filter(row -> row.number() == place.number)
        .findFirst()
        .orElseThrow()
        .placed(place.standing, place.statement, place.difference);
  }
}
