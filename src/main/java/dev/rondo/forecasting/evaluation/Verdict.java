package dev.rondo.forecasting.evaluation;

import dev.rondo.forecasting.evaluation.Evaluation.BaselineScores;
import dev.rondo.forecasting.evaluation.Evaluation.Measures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Compares a model with the baselines by scale-free measures, because the largest series dominate squared errors that are pooled
/// over series.
///
/// The best baseline and the skill use MASE as a mean over the series. The warnings use it too, and MASE pooled over all values,
/// in which long series have more weight. If no series has a MASE, both use the pooled MAE.
///
/// @param comparedBy measure of the best baseline and the skill
public record Verdict(
    String bestBaseline, @Nullable Double skill, Metric comparedBy, List<String> warnings) {
  /// A measure by which forecasters are ranked.
  private record Ranking(String name, Function<Measures, @Nullable Double> of) {}

  private static final Ranking PER_SERIES =
      new Ranking(
          "MASE as a mean over the series",
          measures -> measures.perSeries() == null ? null : measures.perSeries().mase());
  private static final Ranking POOLED = new Ranking("MASE pooled over all values", Measures::mase);
  private static final Ranking UNSCALED = new Ranking("mean absolute error", Measures::mae);

  /// @param part name of the part that was scored
  public static Verdict of(String part, Measures model, List<BaselineScores> baselines) {
    if (model.mae() == null) {
      return new Verdict(
          best(UNSCALED, baselines).name(),
          null,
          Metric.MAE,
          List.of("The model's forecasts of the %s part are not finite numbers.".formatted(part)));
    }
    boolean scaled = PER_SERIES.of.apply(model) != null;
    Ranking first = scaled ? PER_SERIES : UNSCALED;
    BaselineScores best = best(first, baselines);
    List<String> warnings = new ArrayList<>(warning(first, part, model, best));
    if (scaled && warnings.isEmpty())
      warnings.addAll(warning(POOLED, part, model, best(POOLED, baselines)));
    return new Verdict(
        best.name(),
        skill(first, model, best),
        scaled ? Metric.MASE : Metric.MAE,
        List.copyOf(warnings));
  }

  private static BaselineScores best(Ranking ranking, List<BaselineScores> baselines) {
    return baselines.stream()
        .min(Comparator.comparingDouble(baseline -> orInfinite(ranking, baseline.scores())))
        .orElseThrow();
  }

  private static @Nullable Double skill(Ranking ranking, Measures model, BaselineScores best) {
    double lowest = orInfinite(ranking, best.scores());
    return lowest == 0 || Double.isInfinite(lowest)
        ? null
        : (Double) (1 - orInfinite(ranking, model) / lowest);
  }

  private static List<String> warning(
      Ranking ranking, String part, Measures model, BaselineScores best) {
    double lowest = orInfinite(ranking, best.scores());
    double own = orInfinite(ranking, model);
    if (own <= lowest) return List.of();
    return List.of(
        "The baseline '%s' has a lower %s error than this model: %s against %s (%s)."
            .formatted(best.name(), part, shown(lowest), shown(own), ranking.name));
  }

  private static double orInfinite(Ranking ranking, Measures measures) {
    Double value = ranking.of.apply(measures);
    return value == null ? Double.POSITIVE_INFINITY : value;
  }

  private static String shown(double value) {
    return String.format(Locale.ROOT, value >= 1e-4 && value < 1e5 ? "%.4f" : "%.3e", value);
  }
}
