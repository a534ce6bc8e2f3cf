package dev.rondo.server.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rondo.forecasting.backtest.BacktestSpec;
import dev.rondo.server.backtest.BacktestReport;
import dev.rondo.server.web.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A backtest in the answers of the API.
@Schema(
    name = "Backtest",
    description = "A comparison of candidates on a dataset that runs in the background")
record BacktestJob(
    String id,
    @Schema(example = "sales") String name,
    JobState.Name state,
    @Schema(
            description =
                "number of times it was started; above 1 if the service ended while it ran",
            example = "1")
        int attempt,
    JobProgress progress,
    @Schema(description = "jobs with a higher priority begin first", example = "0") int priority,
    String datasetId,
    @Schema(description = "complete specification, including defaults") BacktestSpec specification,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Schema(description = "reason of the failure") @Nullable Problem problem,
    @Schema(
            description =
                "the result; absent in lists, and before the end. A backtest that was cancelled or failed has one if origins were finished, marked as `incomplete`")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable BacktestReport report) {

  static final String PATH = "/api/v1/backtests";

  static BacktestJob of(Job job, @Nullable BacktestReport report) {
    if (!(job.task() instanceof Task.Backtesting task))
      throw new IllegalArgumentException("not a backtest: " + job.id());
    return new BacktestJob(
        job.id(),
        job.name(),
        job.state().name(),
        job.attempt(),
        job.progress(),
        job.priority(),
        task.datasetId(),
        task.specification(),
        job.createdAt(),
        job.startedAt(),
        job.finishedAt(),
        job.state().cause(),
        report);
  }
}
