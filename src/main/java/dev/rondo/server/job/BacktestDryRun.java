package dev.rondo.server.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rondo.forecasting.backtest.BacktestSpec;
import dev.rondo.forecasting.backtest.Origins;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.series.TimeAxis;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.InfeasibleRequestException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The answer to a dry run of a backtest.
@Schema(description = "What a backtest would do and need; nothing was started")
record BacktestDryRun(
    String datasetId,
    String name,
    @Schema(description = "complete specification, including defaults") BacktestSpec specification,
    @Schema(description = "the origins, the earliest first; empty if the data do not have them")
        List<Origin> origins,
    List<Work> candidates,
    @Schema(description = "number of fits of all candidates") int fits,
    @Schema(
            description =
                "number of stored values of forecasts: observed values, points, and bounds of the intervals")
        long values,
    @Schema(description = "series that no origin scores, because they are too short; at most 20")
        List<String> unscored,
    @Schema(description = "number of these series") int unscoredCount,
    @Schema(description = "memory that the backtest would reserve") long memoryBytes,
    @Schema(description = "why the backtest would be refused; empty if it would be accepted")
        List<Fault> refusals) {
  private static final int MOST_NAMES = 20;

  /// An origin.
  @Schema(name = "BacktestOrigin")
  record Origin(
      @Schema(
              description =
                  "last time step before the origin: ISO 8601, or an integer step; of the series where it is earliest")
          String cutoff,
      @Schema(
              description =
                  "of the series where it is latest, if series end at different times; otherwise absent")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable String latestCutoff,
      @Schema(description = "number of series that are forecast") int series) {}

  /// What a candidate would do.
  @Schema(name = "BacktestWork")
  record Work(
      @Schema(description = "name in the leaderboard", example = "auto") String candidate,
      @Schema(description = "number of fits") int fits) {}

  /// @param origins null if the data do not have them
  static BacktestDryRun of(
      String datasetId,
      String name,
      Dataset dataset,
      BacktestSpec spec,
      @Nullable Origins origins,
      long memoryBytes,
      List<InfeasibleRequestException> refusals) {
    int count = origins == null ? spec.origins() : origins.count();
    List<String> names = spec.names();
    List<Work> work =
        IntStream.range(0, names.size())
            .mapToObj(
                c -> new Work(names.get(c), spec.candidates().get(c).fits(spec.refit(), count)))
            .toList();
    List<String> unscored =
        origins == null
            ? List.of()
            : origins.unscored(count).mapToObj(s -> dataset.series().get(s).id()).toList();
    return new BacktestDryRun(
        datasetId,
        name,
        spec,
        origins == null ? List.of() : origins(dataset, origins),
        work,
        work.stream().mapToInt(Work::fits).sum(),
        origins == null ? 0 : origins.values(dataset, spec),
        unscored.subList(0, Math.min(MOST_NAMES, unscored.size())),
        unscored.size(),
        memoryBytes,
        refusals.stream().flatMap(one -> one.faults().stream()).toList());
  }

  private static List<Origin> origins(Dataset dataset, Origins origins) {
    TimeAxis axis = dataset.axis();
    List<Origin> all = new ArrayList<>();
    for (int[] steps : origins.steps()) {
      long earliest = Long.MAX_VALUE;
      long latest = Long.MIN_VALUE;
      int count = 0;
      for (int s = 0; s < steps.length; s++) {
        if (steps[s] == 0) continue;
        Series series = dataset.series().get(s);
        long cutoff = axis.plus(series.start(), steps[s] - 1L);
        earliest = Math.min(earliest, cutoff);
        latest = Math.max(latest, cutoff);
        count++;
      }
      all.add(
          new Origin(axis.text(earliest), latest == earliest ? null : axis.text(latest), count));
    }
    return all;
  }
}
