package dev.rondo.forecasting.backtest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The candidates of a backtest, the best first.
///
/// @param measure by which they are ranked
/// @param series number of targets of series that every ranked candidate forecast from each origin; all measures are over these
/// @param rows one for each candidate
public record Leaderboard(Measure measure, int series, List<Row> rows) {
  /// The measure of a ranking.
  public enum Measure {
    /// The mean over the series.
    MASE,
    /// Pooled over all values; only if no series has a scale for MASE.
    MAE
  }

  /// How a candidate compares with the best one.
  public enum Standing {
    /// Has the lowest error.
    BEST,
    /// The best candidate is better: the 95 % interval of the difference does not contain 0.
    WORSE,
    /// The difference to the best candidate may be chance.
    NOT_DISTINGUISHABLE,
    /// Has no comparable forecasts.
    NOT_RANKED
  }

  /// One candidate.
  ///
  /// @param candidate number of the candidate in the specification
  /// @param difference to the best candidate; null for itself and for those not ranked
  /// @param statement the standing as a sentence
  public record Row(
      int candidate,
      String name,
      Standing standing,
      ErrorMeasures measures,
      @Nullable PairedDifference difference,
      String statement) {}

  /// Ranks candidates.
  ///
  /// @param reference errors of `naive2`
  /// @param overlap number of consecutive origins in whose horizons a step occurs
  static Leaderboard of(List<CandidateScores> candidates, CandidateScores reference, int overlap) {
    long most = candidates.stream().mapToLong(CandidateScores::scoredUnits).max().orElse(0);
    List<Integer> ranked =
        IntStream.range(0, candidates.size())
            .filter(c -> most > 0 && 2 * candidates.get(c).scoredUnits() >= most)
            .boxed()
            .toList();
    List<Integer> common =
        IntStream.range(0, reference.unitCount())
            .filter(unit -> ranked.stream().allMatch(c -> candidates.get(c).isScored(unit)))
            .boxed()
            .toList();
    ErrorMeasures naive = reference.over(common);
    List<ErrorMeasures> measures =
        candidates.stream().map(one -> one.over(common).relativeTo(naive)).toList();
    boolean scaled = ranked.stream().anyMatch(c -> !Double.isNaN(measures.get(c).mase()));
    ToDoubleFunction<ErrorMeasures> measure = scaled ? ErrorMeasures::mase : ErrorMeasures::mae;
    List<Integer> order =
        ranked.stream()
            .sorted(Comparator.comparingDouble(c -> measure.applyAsDouble(measures.get(c))))
            .toList();
    List<Row> rows = new ArrayList<>();
    for (int c : order) {
      CandidateScores best = candidates.get(order.getFirst());
      rows.add(row(c, candidates.get(c), best, measures.get(c), measure, common, overlap));
    }
    for (int c = 0; c < candidates.size(); c++) {
      if (ranked.contains(c)) continue;
      CandidateScores one = candidates.get(c);
      String statement =
          one.problem() == null
              ? "'%s' forecasts fewer than half of the series that others forecast and is not ranked."
                  .formatted(one.name)
              : "'%s' is not ranked: %s".formatted(one.name, one.problem());
      rows.add(new Row(c, one.name, Standing.NOT_RANKED, one.over(List.of()), null, statement));
    }
    return new Leaderboard(scaled ? Measure.MASE : Measure.MAE, common.size(), rows);
  }

  private static Row row(
      int number,
      CandidateScores one,
      CandidateScores best,
      ErrorMeasures measures,
      ToDoubleFunction<ErrorMeasures> measure,
      List<Integer> common,
      int overlap) {
    if (one == best)
      return new Row(
          number,
          one.name,
          Standing.BEST,
          measures,
          null,
          "'%s' has the lowest error.".formatted(one.name));
    PairedDifference difference =
        one.hasOrigins()
            ? PairedDifference.ofOrigins(byOrigin(one, best, measure, common), overlap)
            : PairedDifference.ofSeries(bySeries(one, best, measure, common));
    boolean worse = difference.isDistinguishable() && difference.mean() > 0;
    return new Row(
        number,
        one.name,
        worse ? Standing.WORSE : Standing.NOT_DISTINGUISHABLE,
        measures,
        difference,
        worse
            ? "'%s' is better than '%s'.".formatted(best.name, one.name)
            : "'%s' and '%s' are not distinguishable.".formatted(best.name, one.name));
  }

  /// The differences of the series on which both have the measure.
  private static double[] bySeries(
      CandidateScores one,
      CandidateScores best,
      ToDoubleFunction<ErrorMeasures> measure,
      List<Integer> common) {
    return common.stream()
        .mapToDouble(
            unit -> measure.applyAsDouble(one.unit(unit)) - measure.applyAsDouble(best.unit(unit)))
        .filter(Double::isFinite)
        .toArray();
  }

  /// For each origin, the mean difference over the series.
  private static double[] byOrigin(
      CandidateScores one,
      CandidateScores best,
      ToDoubleFunction<ErrorMeasures> measure,
      List<Integer> common) {
    return IntStream.range(0, one.originCount())
        .mapToDouble(k ->
            common.stream()
                .mapToDouble(unit ->
                    measure.applyAsDouble(one.origin(k, unit))
                        - measure.applyAsDouble(best.origin(k, unit)))
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN))
        .filter(Double::isFinite)
        .toArray();
  }
}
