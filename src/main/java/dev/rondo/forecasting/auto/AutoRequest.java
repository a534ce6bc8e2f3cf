package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.holiday.HolidayRegion;
import dev.rondo.forecasting.holiday.PublicHolidays;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a user may say about an automatic training; everything may be left out.
///
/// @param horizon steps ahead; null for the usual one
/// @param maxDuration longest duration; null for what the data need, at most about three minutes
/// @param season steps of the season; null to find it in the data
/// @param seed of all random numbers
/// @param ensemble its members and their weights; null to choose them from the data
/// @param holidays whose public holidays may have an effect; null for none
public record AutoRequest(
    @Nullable Integer horizon,
    @Nullable Duration maxDuration,
    @Nullable Integer season,
    long seed,
    @Nullable EnsembleRequest ensemble,
    @Nullable HolidayRegion holidays) {
  /// The longest duration if none is given.
  public static final Duration USUAL_DURATION = Duration.ofMinutes(3);

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(36_500);

  public AutoRequest {
    Requested.between("horizon", horizon, 1, 10_000);
    Requested.between("season", season, 1, 100_000);
    if (maxDuration != null) requireDuration(maxDuration);
  }

  /// Throws [IllegalArgumentException] if a longest duration of a training is not between a second and a century.
  public static void requireDuration(Duration maxDuration) {
    if (maxDuration.compareTo(SHORTEST) < 0 || maxDuration.compareTo(LONGEST) > 0)
      throw new IllegalArgumentException(
          "maxDuration must be between PT1S and P36500D, was " + maxDuration);
  }

  /// A request without holidays.
  public AutoRequest(
      @Nullable Integer horizon,
      @Nullable Duration maxDuration,
      @Nullable Integer season,
      long seed,
      @Nullable EnsembleRequest ensemble) {
    this(horizon, maxDuration, season, seed, ensemble, null);
  }

  /// The holidays that may have an effect; null for none.
  public @Nullable PublicHolidays publicHolidays() {
    return holidays == null ? null : new PublicHolidays(holidays);
  }

  Duration longest() {
    return maxDuration == null ? USUAL_DURATION : maxDuration;
  }
}
