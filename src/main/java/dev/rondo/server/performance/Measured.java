package dev.rondo.server.performance;

import dev.rondo.forecasting.evaluation.Evaluation.Coverage;
import dev.rondo.forecasting.monitoring.FinishedErrors;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Measures over finished steps, in the units of the data unless they are scale-free; null if no step is finished.
record Measured(
    @Schema(description = "number of forecast steps whose actual value is known") long steps,
    @Schema(description = "mean absolute error") @Nullable Double mae,
    @Schema(description = "root of the mean squared error") @Nullable Double rmse,
    @Schema(
            description =
                "mean absolute error divided by that of the seasonal naive forecast before the origin; null if that is 0 or unknown")
        @Nullable Double mase,
    @Schema(description = "mean of forecast minus actual value; above 0 if forecasts are too high")
        @Nullable Double bias,
    @Schema(description = "mean quantile loss of the median and of the bounds of all intervals")
        @Nullable Double pinball,
    @Schema(description = "measured coverage of the intervals of 80 and 95 %")
        List<Coverage> coverage) {
  static Measured of(FinishedErrors errors) {
    return new Measured(
        errors.steps(),
        errors.mae(),
        errors.rmse(),
        errors.mase(),
        errors.bias(),
        errors.pinball(),
        errors.coverage());
  }
}
