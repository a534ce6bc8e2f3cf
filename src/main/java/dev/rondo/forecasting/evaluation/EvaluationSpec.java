package dev.rondo.forecasting.evaluation;

import org.jspecify.annotations.Nullable;

/// How a model is scored.
///
/// @param season steps of the season of MASE and of the baseline `seasonal-naive`; null: chosen as described in [Seasons]
public record EvaluationSpec(@Nullable Integer season) {
  /// The default.
  public static final EvaluationSpec USUAL = new EvaluationSpec(null);

  public EvaluationSpec {
    if (season != null && (season < 1 || season > 100_000))
      throw new IllegalArgumentException("season must be between 1 and 100000, was " + season);
  }
}
