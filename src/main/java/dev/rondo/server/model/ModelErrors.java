package dev.rondo.server.model;

import dev.rondo.forecasting.evaluation.ErrorProfile;
import dev.rondo.forecasting.evaluation.ErrorProfile.Autocorrelation;
import dev.rondo.forecasting.evaluation.ErrorProfile.SeriesErrors;
import dev.rondo.forecasting.evaluation.ErrorProfile.StepErrors;
import dev.rondo.forecasting.model.Method.TrainedEnsemble;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.series.TimeAxis;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the errors of the held-out forecasts of a model lie, in the units of the data.
///
/// @param part what was forecast
@Schema(description = "Where the errors of the held-out forecasts of a model lie")
record ModelErrors(
    String modelId,
    @Schema(description = "what was forecast; null if nothing was measured") @Nullable Part part,
    @Schema(description = "mean absolute error by steps ahead, in at most 100 parts of the horizon")
        List<StepErrors> steps,
    @Schema(
            description =
                "the series with the largest MASE, or mean absolute error without a scale, the worst first; at most 20")
        List<SeriesErrors> worst,
    @Schema(
            description =
                "correlation of the scaled errors of one step ahead with later ones, over the pairs of all series; empty if there are fewer than 10 pairs")
        List<Autocorrelation> autocorrelation,
    @Schema(
            description =
                "the last errors of one step ahead of the first series; at most 300 of each of 3 series")
        List<Residuals> residuals) {
  /// What a model forecasts to measure its errors.
  @Schema(name = "HeldOutPart")
  enum Part {
    TEST,
    VALIDATION,
    HOLD_OUT
  }

  /// The errors of one step ahead of a series.
  @Schema(name = "SeriesResiduals")
  @SuppressWarnings("ArrayRecordComponent")
  record Residuals(
      String seriesId,
      @Schema(description = "forecast column") String target,
      @Schema(description = "times of the values: ISO 8601 with offset, or integer steps")
          List<String> timestamps,
      @Schema(description = "observed minus forecast value") double[] values) {}

  static ModelErrors of(StoredModel stored) {
    Model.Description model = stored.description();
    ErrorProfile errors = model.errors();
    if (errors == null)
      return new ModelErrors(stored.id(), null, List.of(), List.of(), List.of(), List.of());
    TimeAxis axis = new TimeAxis(model.frequency(), model.zone());
    return new ModelErrors(
        stored.id(),
        part(model),
        errors.steps(),
        errors.worst(),
        errors.autocorrelation(),
        errors.residuals().stream()
            .map(one ->
                new Residuals(
                    one.seriesId(),
                    one.target(),
                    Arrays.stream(one.positions()).mapToObj(axis::text).toList(),
                    one.values()))
            .toList());
  }

  private static Part part(Model.Description model) {
    if (model.method() instanceof TrainedEnsemble) return Part.HOLD_OUT;
    return model.evaluation().test() == null ? Part.VALIDATION : Part.TEST;
  }
}
