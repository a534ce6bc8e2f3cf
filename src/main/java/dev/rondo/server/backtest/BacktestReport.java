package dev.rondo.server.backtest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rondo.forecasting.backtest.BacktestResult;
import dev.rondo.forecasting.backtest.BacktestResult.SeriesFailure;
import dev.rondo.forecasting.backtest.Leaderboard;
import dev.rondo.forecasting.backtest.PairedDifference;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The result of a backtest as it is stored and answered.
@Schema(description = "The candidates of a backtest, compared on the same forecasts")
public record BacktestReport(
    @Schema(
            description =
                "measure of the ranking: that of the parameter `by`, otherwise `mase`, or `mae` if no series has a scale for MASE")
        Leaderboard.Measure measure,
    @Schema(
            description =
                "number of compared series (each target counts as one): those that every ranked candidate forecast")
        int series,
    @Schema(description = "the best candidate first") List<Row> leaderboard,
    @Schema(description = "series that are too short or have no values to score; at most 20")
        List<String> unscored,
    @Schema(description = "number of these series") int unscoredCount,
    List<String> warnings,
    Frequency frequency,
    ZoneId timeZone,
    @Schema(description = "names of the targets") List<String> targets,
    @Schema(description = "levels of the intervals in percent") List<Double> levels,
    @Schema(
            description =
                "present if the backtest ended before all origins were finished; everything is over the finished ones")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Incomplete incomplete) {
  /// How far a backtest came that was cancelled or failed.
  @Schema(name = "IncompleteBacktest")
  public record Incomplete(
      @Schema(description = "number of origins from which all candidates have forecast")
          int finishedOrigins,
      @Schema(description = "number of origins of the specification") int origins) {}

  /// One candidate.
  @Schema(name = "LeaderboardRow")
  public record Row(
      @Schema(description = "name of the candidate", example = "auto") String candidate,
      @Schema(description = "number of the candidate in the request, from 0") int number,
      @Schema(
              description =
                  "`best`; `worse` if the 95 % interval of the difference to the best does not contain 0; `not-distinguishable`; or `not-ranked`")
          Leaderboard.Standing standing,
      @Schema(example = "'auto' is better than 'naive'.") String statement,
      @Schema(
              description =
                  "sMAPE, MASE, RMSSE and MSIS as means over the series, the others pooled over all values")
          Errors errors,
      @Schema(description = "difference to the best candidate; absent for the best")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable Difference difference,
      @Schema(description = "number of fits") int fits,
      @Schema(description = "duration of all fits") Duration fitting,
      @Schema(description = "reason why the candidate could not go on; absent if it could")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable String problem,
      @Schema(
              description =
                  "series that it could not forecast and that are not compared; at most 20")
          List<SeriesFailure> failures,
      @Schema(description = "number of forecasts that failed") int failureCount) {
    /// The row with another place in the ranking.
    Row placed(Leaderboard.Standing other, String sentence, @Nullable Difference toBest) {
      return new Row(
          candidate,
          number,
          other,
          sentence,
          errors,
          toBest,
          fits,
          fitting,
          problem,
          failures,
          failureCount);
    }
  }

  /// The difference of a candidate to the best one.
  @Schema(name = "DifferenceToBest")
  public record Difference(
      @Schema(description = "mean difference of the measure of the ranking") @Nullable Double mean,
      @Nullable Double standardError,
      @Schema(description = "lower end of the 95 % interval") @Nullable Double lower,
      @Schema(description = "upper end of the 95 % interval") @Nullable Double upper,
      @Schema(description = "number of pairs") int pairs,
      @Schema(
              description =
                  "what is paired: means of each series, or, for fewer than 10 series, means of each origin")
          PairedDifference.Pairs over) {
    static @Nullable Difference of(@Nullable PairedDifference difference) {
      if (difference == null) return null;
      return new Difference(
          Errors.finite(difference.mean()),
          Errors.finite(difference.standardError()),
          Errors.finite(difference.lower()),
          Errors.finite(difference.upper()),
          difference.pairs(),
          difference.over());
    }
  }

  static BacktestReport of(
      BacktestResult result,
      Dataset dataset,
      List<Double> levels,
      @Nullable Incomplete incomplete) {
    List<Row> rows = new ArrayList<>();
    for (Leaderboard.Row row : result.leaderboard().rows()) {
      BacktestResult.Course course = result.candidates().get(row.candidate());
      rows.add(
          new Row(
              row.name(),
              row.candidate(),
              row.standing(),
              row.statement(),
              Errors.of(row.measures()),
              Difference.of(row.difference()),
              course.fits(),
              course.fitting(),
              course.problem(),
              course.failures(),
              course.failureCount()));
    }
    return new BacktestReport(
        result.leaderboard().measure(),
        result.leaderboard().series(),
        rows,
        result.unscored(),
        result.unscoredCount(),
        result.warnings(),
        dataset.frequency(),
        dataset.zone(),
        dataset.columns().subList(0, dataset.targets()).stream().map(Column::name).toList(),
        levels,
        incomplete);
  }

  /// The report with another ranking.
  BacktestReport ranked(Leaderboard.Measure by, List<Row> rows) {
    return new BacktestReport(
        by,
        series,
        rows,
        unscored,
        unscoredCount,
        warnings,
        frequency,
        timeZone,
        targets,
        levels,
        incomplete);
  }
}
