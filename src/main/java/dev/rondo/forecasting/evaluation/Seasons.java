package dev.rondo.forecasting.evaluation;

import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.window.Observations;
import dev.rondo.forecasting.window.Segments;
import org.jspecify.annotations.Nullable;

/// The seasons that scores rest on, and why.
///
/// @param mase season of the scale of MASE
/// @param seasonalNaive season of the baseline `seasonal-naive`
public record Seasons(Choice mase, Choice seasonalNaive) {
  /// @param steps of the season; 1 for none
  /// @param reason why it was chosen
  public record Choice(int steps, String reason) {}

  /// - MASE takes the season that is given, else that of the frequency in the M4 competition (Makridakis et al. 2020): 24 for
  ///   hours, 12 for months, 4 for quarters; 1 for days, weeks, years and steps without a clock; a day for shorter steps than
  ///   hours. It never depends on the values, so that figures of different datasets of one frequency compare.
  /// - Seasonal naive takes the season that is given, else that of the frequency where the training part shows it, else another
  ///   one that the training part shows, else that of the frequency all the same.
  ///
  /// @param given null where none is
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

  private static Choice mase(Frequency frequency) {
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
