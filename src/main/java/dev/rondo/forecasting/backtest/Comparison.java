package dev.rondo.forecasting.backtest;

import dev.rondo.forecasting.backtest.Leaderboard.Measure;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// The candidates of a backtest on the units that all of them forecast from each origin.
///
/// @param reference errors of `naive2`
/// @param overlap number of consecutive origins in whose horizons a step occurs
/// @param ranked numbers of the candidates with enough units
/// @param common the units that all ranked candidates forecast
/// @param measures of each candidate over the common units; those of a candidate that is not ranked have no values
record Comparison(
    List<CandidateScores> candidates,
    CandidateScores reference,
    int overlap,
    List<Integer> ranked,
    List<Integer> common,
    List<ErrorMeasures> measures) {
  static Comparison of(List<CandidateScores> candidates, CandidateScores reference, int overlap) {
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
        IntStream.range(0, candidates.size())
            .mapToObj(c ->
                ranked.contains(c)
                    ? candidates.get(c).over(common).relativeTo(naive)
                    : candidates.get(c).over(List.of()))
            .toList();
    return new Comparison(candidates, reference, overlap, ranked, common, measures);
  }

  String name(int candidate) {
    return candidates.get(candidate).name;
  }

  private boolean has(int candidate, Measure measure) {
    return !Double.isNaN(measure.of(measures.get(candidate)));
  }

  boolean anyHas(Measure measure) {
    return ranked.stream().anyMatch(c -> has(c, measure));
  }

  /// The ranked candidates that have a measure, the lowest first.
  List<Integer> order(Measure measure) {
    return ranked.stream()
        .filter(c -> has(c, measure))
        .sorted(Comparator.comparingDouble(c -> measure.of(measures.get(c))))
        .toList();
  }

  /// The difference of a candidate to the best one.
  PairedDifference difference(Measure measure, int candidate, int best) {
    CandidateScores one = candidates.get(candidate);
    CandidateScores other = candidates.get(best);
    return one.hasOrigins()
        ? PairedDifference.ofOrigins(byOrigin(measure, one, other), overlap)
        : PairedDifference.ofSeries(bySeries(measure, one, other));
  }

  /// The differences of the series on which both have the measure.
  private double[] bySeries(Measure measure, CandidateScores one, CandidateScores other) {
    return common.stream()
        .mapToDouble(
            unit -> difference(measure, one.unit(unit), other.unit(unit), reference.unit(unit)))
        .filter(Double::isFinite)
        .toArray();
  }

  /// For each origin, the mean difference over the series.
  private double[] byOrigin(Measure measure, CandidateScores one, CandidateScores other) {
    return IntStream.range(0, one.originCount())
        .mapToDouble(k ->
            common.stream()
                .mapToDouble(unit ->
                    difference(
                        measure,
                        one.origin(k, unit),
                        other.origin(k, unit),
                        reference.origin(k, unit)))
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN))
        .filter(Double::isFinite)
        .toArray();
  }

  private static double difference(
      Measure measure, ErrorMeasures one, ErrorMeasures other, ErrorMeasures naive) {
    return measure.of(one.relativeTo(naive)) - measure.of(other.relativeTo(naive));
  }
}
