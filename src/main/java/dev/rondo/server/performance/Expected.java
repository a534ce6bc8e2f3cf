package dev.rondo.server.performance;

import dev.rondo.forecasting.auto.MeasuredCoverage;
import dev.rondo.forecasting.evaluation.Evaluation;
import dev.rondo.forecasting.evaluation.Evaluation.Coverage;
import dev.rondo.forecasting.evaluation.Evaluation.Measures;
import dev.rondo.forecasting.evaluation.Evaluation.Part;
import dev.rondo.forecasting.model.Method.TrainedEnsemble;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.monitoring.HorizonBuckets;
import dev.rondo.forecasting.monitoring.PastForecast;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The figures of a model on the data that were held out of its training.
record Expected(
    @Schema(description = "held-out part: `test` or `validation`; null if nothing was held out")
        @Nullable String part,
    @Nullable Double mae,
    @Nullable Double rmse,
    @Nullable Double mase,
    @Schema(description = "measured coverage; empty if it was not measured")
        List<Coverage> coverage) {
  /// Fewest held-out values from which a coverage is expected.
  private static final int LEAST_VALUES = 50;

  static Expected of(Model.Description model) {
    Evaluation evaluation = model.evaluation();
    Part part = evaluation.test() == null ? evaluation.validation() : evaluation.test();
    Measures measures = part == null ? null : part.model();
    return new Expected(
        part == null ? null : evaluation.test() == null ? "validation" : "test",
        measures == null ? null : measures.mae(),
        measures == null ? null : measures.rmse(),
        measures == null ? null : measures.mase(),
        Objects.requireNonNullElse(evaluation.coverage(), List.of()));
  }

  /// The coverage that was measured in a bucket of the horizon; empty if it was not measured for it alone.
  static List<Coverage> coverage(Model.Description model, int bucket) {
    if (!(model.method() instanceof TrainedEnsemble ensemble)) return List.of();
    return ensemble.coverage().stream()
        .filter(each -> each.values() > 0 && contains(each, bucket))
        .map(each -> new Coverage(each.level(), each.measured(), each.values()))
        .toList();
  }

  /// The coverage of the first level of kept forecasts one step ahead, in percent; NaN if it was not measured.
  static double firstCoverage(Model.Description model) {
    List<Coverage> measured = coverage(model, 0);
    if (measured.isEmpty()) measured = of(model).coverage();
    return measured.stream()
        .filter(
            each -> each.level() == PastForecast.LEVELS.getFirst() && each.values() >= LEAST_VALUES)
        .mapToDouble(Coverage::measured)
        .findFirst()
        .orElse(Double.NaN);
  }

  private static boolean contains(MeasuredCoverage measured, int bucket) {
    int first = HorizonBuckets.first(bucket);
    return measured.from() <= first && first <= measured.to();
  }
}
