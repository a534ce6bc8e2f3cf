package dev.rondo.server.backtest;

import dev.rondo.server.Snapshot;
import dev.rondo.server.backtest.BacktestReport.Row;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.ConflictException;
import dev.rondo.server.web.CsvTables;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.IdOrLatest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Shows the forecasts and errors of backtests.
@RestController
@RequestMapping("/api/v1/backtests/{id}")
@Tag(name = "Backtests")
class BacktestDataController {
  private static final String NOT_ENDED =
      "The backtest has not ended, or it ended without a result";

  private final Backtests backtests;
  private final Snapshot snapshot;

  BacktestDataController(Backtests backtests, Snapshot snapshot) {
    this.backtests = backtests;
    this.snapshot = snapshot;
  }

  @Operation(
      operationId = "getBacktestForecasts",
      summary = "Get the forecasts of a backtest",
      description =
          "Of each candidate, origin and series, beside the observed values, as JSON or `text/csv` with one line for each step. A large answer is streamed; `candidate` and `series` select a part.")
  @ApiResponse(
      responseCode = "200",
      description = "The forecasts",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = BacktestForecasts.class)),
        @Content(
            mediaType = CsvTables.CSV,
            schema = @Schema(type = "string"),
            examples =
                @ExampleObject(
                    "candidate,seriesId,target,cutoff,step,time,actual,forecast,lower80,upper80\nauto,a,,2026-01-01T00:00:00Z,1,2026-01-02T00:00:00Z,11.0,10.5,9.1,11.8\n"))
      })
  @ApiResponse(
      responseCode = "409",
      description = NOT_ENDED,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(ref = "#/components/schemas/Problem")))
  @GetMapping(
      path = "/forecasts",
      produces = {MediaType.APPLICATION_JSON_VALUE, CsvTables.CSV})
  BacktestForecasts forecasts(
      @IdOrLatest @PathVariable String id,
      @Parameter(description = "only this candidate, by its name in the leaderboard")
          @RequestParam(required = false)
          @Nullable String candidate,
      @Parameter(description = "only the series with this id") @RequestParam(required = false)
          @Nullable String series) {
    return chosen(
        id,
        (job, report) ->
            new BacktestForecasts(
                report.levels(),
                items(
                    job,
                    report,
                    Block.Content.FORECASTS,
                    candidate,
                    series,
                    (row, piece) -> BacktestForecasts.item(row.candidate(), piece, report))));
  }

  @Operation(
      operationId = "getBacktestErrors",
      summary = "Get the errors of a backtest by series or by step",
      description =
          "`by=series` gives the errors of each candidate for each series, over all origins and steps; `by=step` those for each step of the horizon, over all series and origins. As JSON or `text/csv`.")
  @ApiResponse(
      responseCode = "200",
      description = "The errors",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = BacktestErrors.class)),
        @Content(
            mediaType = CsvTables.CSV,
            schema = @Schema(type = "string"),
            examples =
                @ExampleObject(
                    "candidate,seriesId,target,step,values,mae,rmse,smape,mase,rmsse,owa,pinball,weightedQuantileLoss,crps\nauto,a,,,36,0.51,0.63,4.8,0.81,0.79,0.84,0.2,0.04,0.4\n"))
      })
  @ApiResponse(
      responseCode = "409",
      description = NOT_ENDED,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(ref = "#/components/schemas/Problem")))
  @GetMapping(
      path = "/errors",
      produces = {MediaType.APPLICATION_JSON_VALUE, CsvTables.CSV})
  BacktestErrors errors(
      @IdOrLatest @PathVariable String id,
      @Parameter(description = "how errors are grouped") @RequestParam(defaultValue = "series")
          BacktestErrors.By by,
      @Parameter(description = "only this candidate, by its name in the leaderboard")
          @RequestParam(required = false)
          @Nullable String candidate,
      @Parameter(description = "only the series with this id; only with `by=series`")
          @RequestParam(required = false)
          @Nullable String series) {
    if (series != null && by == BacktestErrors.By.STEP)
      throw new BadRequestException(
          Fault.parameter("series", "series selects errors by series; leave it out with by=step"));
    return chosen(
        id,
        (job, report) ->
            new BacktestErrors(
                report.levels(),
                items(
                    job,
                    report,
                    by == BacktestErrors.By.SERIES ? Block.Content.SERIES : Block.Content.STEPS,
                    candidate,
                    series,
                    (row, piece) -> BacktestErrors.item(row.candidate(), by, piece, report))));
  }

  /// Finds a backtest and its report and chooses what is shown of it, from one state of the database, because the backtest may be
  /// tried again or deleted at any moment. The blocks are read later, while the answer is written.
  private <T> T chosen(String id, BiFunction<String, BacktestReport, T> choice) {
    return snapshot.read(() -> {
      String job = backtests.resolve(id);
      return choice.apply(job, report(job));
    });
  }

  /// The items of the selected candidates and series.
  private <T> Iterable<T> items(
      String job,
      BacktestReport report,
      Block.Content content,
      @Nullable String candidate,
      @Nullable String series,
      BiFunction<Row, Block.Piece, T> item) {
    List<Row> rows = rows(report, candidate);
    Integer key = series == null ? null : key(job, report, series);
    return backtests.items(job, content, rows, key, item);
  }

  private BacktestReport report(String job) {
    return backtests
        .find(job)
        .orElseThrow(() ->
            new ConflictException(
                "the backtest '" + job + "' has not ended, or it ended without a result"));
  }

  /// The selected candidates, in the order of the leaderboard.
  private static List<Row> rows(BacktestReport report, @Nullable String candidate) {
    if (candidate == null) return report.leaderboard();
    List<Row> rows =
        report.leaderboard().stream().filter(row -> row.candidate().equals(candidate)).toList();
    if (rows.isEmpty()) {
      String names =
          report.leaderboard().stream()
              .sorted(Comparator.comparingInt(Row::number))
              .map(Row::candidate)
              .collect(Collectors.joining(", "));
      throw new BadRequestException(
          Fault.parameter(
              "candidate", "candidate must be one of %s, was '%s'".formatted(names, candidate)));
    }
    return rows;
  }

  /// The number of a series in the dataset of the backtest.
  private int key(String job, BacktestReport report, String series) {
    for (Block.Piece piece :
        backtests.items(job, Block.Content.SERIES, report.leaderboard(), null, (_, piece) -> piece))
      if (piece.seriesId().equals(series)) return piece.key();
    throw new BadRequestException(
        Fault.parameter("series", "no candidate forecast a series '" + series + "'"));
  }
}
