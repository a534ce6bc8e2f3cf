package dev.rondo.server.job;

import dev.rondo.forecasting.backtest.BacktestSpec;
import dev.rondo.forecasting.backtest.Candidate;
import dev.rondo.forecasting.backtest.Origins;
import dev.rondo.forecasting.backtest.Refit;
import dev.rondo.forecasting.backtest.RequestedBacktest;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.Names;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A request for a backtest; only the dataset is required.
record BacktestRequest(
    String datasetId,
    @Schema(description = "name of the backtest; default: the name of the dataset")
        @Nullable String name,
    @Schema(
            description = "jobs with a higher priority begin first, -10 to 10; default: 0",
            example = "0")
        @Nullable Integer priority,
    @Schema(
            description =
                "steps ahead; default: one season of the frequency if the data have several, see `POST /training-jobs`",
            example = "12")
        @Nullable Integer horizon,
    @Schema(
            description =
                "number of origins, counted back from the end of each series, 1 to 100; default: up to 10, as the length of the series allows",
            example = "3")
        @Nullable Integer origins,
    @Schema(description = "steps between two origins; default: the horizon", example = "12")
        @Nullable Integer stride,
    @Schema(
            description =
                "instead of `origins` and `stride`: the last time step before each origin, the same for all series")
        @Nullable List<String> cutoffs,
    @Schema(
            description =
                "`every-origin` fits each candidate again at each origin, `once` fits before the first origin only; default: `every-origin`")
        @Nullable Refit refit,
    @Schema(
            description =
                "steps of the season, for the baselines and the scales of MASE, RMSSE and MSIS; default: that of the frequency",
            example = "12")
        @Nullable Integer season,
    @Schema(
            description = "levels of the intervals in percent; default: 80 and 95",
            example = "[80, 95]")
        @Nullable List<Double> levels,
    @Schema(
            description =
                "what is compared, up to 20; default: `auto` beside `naive`, `seasonal-naive`, `theta` and `ets`")
        @Nullable List<Candidate> candidates)
    implements DatasetRequest {
  BacktestRequest {
    if (name != null) Names.checked(name);
    JobOptions.checkPriority(priority);
  }

  /// The request with all defaults. Throws [BadRequestException].
  BacktestSpec complete(Dataset dataset) {
    List<Fault> faults = new ArrayList<>();
    if (cutoffs != null && origins != null)
      faults.add(
          Fault.at("/origins", "origins are counted from the end; leave it out with cutoffs"));
    if (cutoffs != null && stride != null)
      faults.add(Fault.at("/stride", "stride is counted from the end; leave it out with cutoffs"));
    if (cutoffs != null && (cutoffs.isEmpty() || cutoffs.size() > BacktestSpec.MOST_ORIGINS))
      faults.add(
          Fault.at(
              "/cutoffs",
              "cutoffs must hold 1 to %d times, held %d"
                  .formatted(BacktestSpec.MOST_ORIGINS, cutoffs.size())));
    if (cutoffs != null)
      for (int i = 0; i < Math.min(cutoffs.size(), BacktestSpec.MOST_ORIGINS); i++)
        checkCutoff(dataset, i, cutoffs.get(i), faults);
    if (!faults.isEmpty()) throw new BadRequestException(faults);
    try {
      return specification(dataset);
    } catch (IllegalArgumentException e) {
      String detail = Objects.requireNonNullElse(e.getMessage(), "");
      throw new BadRequestException(Fault.at("/" + detail.split(" ", 2)[0], detail));
    }
  }

  private static void checkCutoff(Dataset dataset, int i, String text, List<Fault> faults) {
    try {
      Origins.position(dataset, text);
    } catch (IllegalArgumentException e) {
      faults.add(Fault.at("/cutoffs/" + i, "a cutoff " + e.getMessage()));
    }
  }

  private BacktestSpec specification(Dataset dataset) {
    return new RequestedBacktest(
            horizon, origins, stride, cutoffs, refit, season, levels, candidates)
        .complete(dataset);
  }
}
