package dev.rondo.forecasting.evaluation;

import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.window.Observations;
import dev.rondo.forecasting.window.Segments;
import org.jspecify.annotations.Nullable;

/// The seasons that scores use, and the reasons.
///
/// @param mase season of the scale of MASE
/// @param seasonalNaive season of the baseline `seasonal-naive`
public record Seasons(Choice mase, Choice seasonalNaive) {
  /// @param steps of the season; 1 for none
  /// @param reason reason of the choice
  public record Choice(int steps, String reason) {}

  /// - MASE uses the given season, or else that of the frequency in the M4 competition (Makridakis et al. 2020): 24 for hours, 12
  ///   for months, 4 for quarters, and 1 for days, weeks, years and integer steps. For steps shorter than an hour the season is a
  ///   day. It never depends on the values, so that the MASE of datasets with the same frequency can be compared.
  /// - Seasonal naive uses the first that applies: the given season; the season of the frequency, if the training part shows it;
  ///   another season that the training part shows; the season of the frequency.
  ///
  /// @param given null if none is given
  static Seasons of(
      Frequency frequency,
      @Nullable Integer given,
      Observations data,
      Segments segments,
      int targets) {
    if (given != null) {
      Choice choice = new Choice(given, "given in the request");
      return new Seasons(choice, choice);
    }
    return new Seasons(mase(frequency), seasonalNaive(frequency, data, segments, targets));
  }

  /// The season of MASE.
  public static Choice mase(Frequency frequency) {
    int season =
        switch (frequency.unit()) {
          case MILLISECOND, MONTH -> frequency.season();
          case DAY, BUSINESS_DAY, STEP -> 1;
        };
    return new Choice(season, "usual for the frequency " + frequency);
  }

  private static Choice seasonalNaive(
      Frequency frequency, Observations data, Segments segments, int targets) {
    int expected = frequency.season();
    int found = SeasonFinder.find(data, segments, targets, expected);
    if (found > 1 && found == expected)
      return new Choice(
          found, "that of the frequency " + frequency + "; the training part shows it");
    if (found > 1) return new Choice(found, "found in the training part");
    if (expected > 1)
      return new Choice(
          expected, "that of the frequency " + frequency + "; the training part does not show it");
    return new Choice(
        1,
        "the frequency "
            + frequency
            + " suggests no season, the training part shows none, and none was given");
  }

  static long bytes(Observations data, Segments segments, int targets) {
    return SeasonFinder.bytes(data, segments, targets);
  }
}
