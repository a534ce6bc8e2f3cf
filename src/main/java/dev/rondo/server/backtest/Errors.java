package dev.rondo.server.backtest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rondo.forecasting.backtest.ErrorMeasures;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// [ErrorMeasures] in JSON, with null where a measure is not defined.
@Schema(name = "BacktestErrors")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Errors(
    @Schema(description = "number of scored values") long values,
    @Schema(description = "mean absolute error, in the units of the data") @Nullable Double mae,
    @Schema(description = "root of the mean squared error, in the units of the data")
        @Nullable Double rmse,
    @Schema(description = "symmetric mean absolute percentage error, 0 to 200")
        @Nullable Double smape,
    @Schema(description = "mean absolute scaled error; absent if the history is constant")
        @Nullable Double mase,
    @Schema(description = "root mean squared scaled error; absent if the history is constant")
        @Nullable Double rmsse,
    @Schema(
            description =
                "overall weighted average of the M4 competition: mean of sMAPE and MASE, each relative to `naive2`")
        @Nullable Double owa,
    @Schema(
            description =
                "mean pinball loss of the quantiles 0.1 to 0.9, in the units of the data; absent without quantiles")
        @Nullable Double pinball,
    @Schema(
            description =
                "twice the sum of the pinball loss, divided by the sum of the sizes of the observed values")
        @Nullable Double weightedQuantileLoss,
    @Schema(
            description =
                "continuous ranked probability score from the quantiles 0.1 to 0.9, in the units of the data")
        @Nullable Double crps,
    List<IntervalErrors> intervals) {
  /// Measures of the intervals of one level.
  @Schema(name = "BacktestIntervalErrors")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record IntervalErrors(
      @Schema(description = "level in percent", example = "95") double level,
      @Schema(description = "share of the observed values inside") @Nullable Double coverage,
      @Schema(description = "mean width, in the units of the data") @Nullable Double width,
      @Schema(description = "mean scaled interval score of the M4 competition")
          @Nullable Double msis) {}

  static Errors of(ErrorMeasures measures) {
    return new Errors(
        measures.values(),
        finite(measures.mae()),
        finite(measures.rmse()),
        finite(measures.smape()),
        finite(measures.mase()),
        finite(measures.rmsse()),
        finite(measures.owa()),
        finite(measures.pinball()),
        finite(measures.weightedQuantileLoss()),
        finite(measures.crps()),
        measures.intervals().stream()
            .filter(interval -> Double.isFinite(interval.coverage()))
            .map(interval ->
                new IntervalErrors(
                    interval.level(),
                    finite(interval.coverage()),
                    finite(interval.width()),
                    finite(interval.msis())))
            .toList());
  }

  static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
