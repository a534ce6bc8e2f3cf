package dev.rondo.forecasting.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The candidates of a backtest, the best first.
///
/// @param measure by which they are ranked
/// @param series number of targets of series that every ranked candidate forecast from each origin; all measures are over these
/// @param rows one for each candidate
public record Leaderboard(Measure measure, int series, List<Row> rows) {
  /// The measure of a ranking; the lowest is the best.
  public enum Measure {
    MASE(ErrorMeasures::mase),
    MAE(ErrorMeasures::mae),
    RMSE(ErrorMeasures::rmse),
    SMAPE(ErrorMeasures::smape),
    RMSSE(ErrorMeasures::rmsse),
    OWA(ErrorMeasures::owa),
    PINBALL(ErrorMeasures::pinball),
    WEIGHTED_QUANTILE_LOSS(ErrorMeasures::weightedQuantileLoss),
    CRPS(ErrorMeasures::crps),
    /// That of the highest level.
    MSIS(measures ->
        measures.intervals().isEmpty() ? Double.NaN : measures.intervals().getLast().msis());

    private final ToDoubleFunction<ErrorMeasures> of;

    Measure(ToDoubleFunction<ErrorMeasures> of) {
      this.of = of;
    }

    /// Name for people.
    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// NaN if the measures do not have it.
    double of(ErrorMeasures measures) {
      return of.applyAsDouble(measures);
    }
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

  /// Ranks candidates by each measure that some of them have, first by the usual one: MASE, or MAE if no series has a scale for
  /// MASE.
  ///
  /// @param reference errors of `naive2`
  /// @param overlap number of consecutive origins in whose horizons a step occurs
  static List<Leaderboard> all(
      List<CandidateScores> candidates, CandidateScores reference, int overlap) {
    Comparison comparison = Comparison.of(candidates, reference, overlap);
    Measure usual = comparison.anyHas(Measure.MASE) ? Measure.MASE : Measure.MAE;
    List<Leaderboard> all = new ArrayList<>();
    all.add(of(comparison, usual));
    for (Measure measure : Measure.values())
      if (measure != usual && comparison.anyHas(measure)) all.add(of(comparison, measure));
    return all;
  }

  private static Leaderboard of(Comparison comparison, Measure measure) {
    List<Integer> order = comparison.order(measure);
    List<Row> rows = new ArrayList<>();
    for (int c : order) rows.add(row(comparison, measure, c, order.getFirst()));
    for (int c = 0; c < comparison.candidates().size(); c++)
      if (!order.contains(c)) rows.add(notRanked(comparison, measure, c));
    return new Leaderboard(measure, comparison.common().size(), rows);
  }

  private static Row row(Comparison comparison, Measure measure, int number, int best) {
    String name = comparison.name(number);
    ErrorMeasures measures = comparison.measures().get(number);
    if (number == best)
      return new Row(
          number,
          name,
          Standing.BEST,
          measures,
          null,
          "'%s' has the lowest error.".formatted(name));
    PairedDifference difference = comparison.difference(measure, number, best);
    boolean worse = difference.isDistinguishable() && difference.mean() > 0;
    return new Row(
        number,
        name,
        worse ? Standing.WORSE : Standing.NOT_DISTINGUISHABLE,
        measures,
        difference,
        worse
            ? "'%s' is better than '%s'.".formatted(comparison.name(best), name)
            : "'%s' and '%s' are not distinguishable.".formatted(comparison.name(best), name));
  }

  private static Row notRanked(Comparison comparison, Measure measure, int number) {
    String name = comparison.name(number);
    String problem = comparison.candidates().get(number).problem();
    String reason;
    if (problem != null) reason = "'%s' is not ranked: %s".formatted(name, problem);
    else if (comparison.ranked().contains(number))
      reason = "'%s' has no %s and is not ranked.".formatted(name, measure.label());
    else
      reason =
          "'%s' forecasts fewer than half of the series that others forecast and is not ranked."
              .formatted(name);
    return new Row(
        number, name, Standing.NOT_RANKED, comparison.measures().get(number), null, reason);
  }
}
