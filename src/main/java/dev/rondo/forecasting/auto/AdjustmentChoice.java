package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.auto.UnmetRequestException.Unmet;
import dev.rondo.forecasting.covariate.Ahead;
import dev.rondo.forecasting.covariate.EffectFit;
import dev.rondo.forecasting.covariate.EffectSpec;
import dev.rondo.forecasting.covariate.EffectSpec.ColumnError;
import dev.rondo.forecasting.covariate.KnownInputs;
import dev.rondo.forecasting.covariate.Sample;
import dev.rondo.forecasting.holiday.HolidayRegion;
import dev.rondo.forecasting.holiday.PublicHolidays;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Decides whether the effect of covariates known ahead, or of the calendar, is taken out before members forecast, from the training part
/// alone.
final class AdjustmentChoice {
  /// The error relative to that without covariates below which networks forecast only the rest.
  private static final double CLEAR = 0.9;

  /// Shares of the length of a typical track that a lag may have.
  private static final int LEAST_LAGS = 4;

  private final Basis basis;
  private final List<String> names;
  private final Decisions decisions;

  private AdjustmentChoice(Basis basis, Decisions decisions) {
    this.basis = basis;
    this.names = basis.ahead();
    this.decisions = decisions;
  }

  /// What is known of the effect before members are chosen.
  ///
  /// @param clear whether it lowers the error by much
  record Found(EffectSpec effect, boolean clear) {
    /// What networks read of the horizon; null if the calendar alone has an effect.
    @Nullable KnownInputs known() {
      return effect.columnNumbers().isEmpty() ? null : effect.inputs();
    }
  }

  /// The effect; null if neither columns known ahead nor the calendar lower the error. Throws [UnmetRequestException] if a requested
  /// column is not known ahead.
  static @Nullable Found find(Basis basis, RollingHoldOut holdOut, Decisions decisions) {
    return new AdjustmentChoice(basis, decisions).find(holdOut);
  }

  private @Nullable Found find(RollingHoldOut holdOut) {
    List<String> requested = basis.ensemble().covariates();
    List<Integer> columns =
        requested == null ? IntStream.range(0, names.size()).boxed().toList() : numbers(requested);
    if (columns.isEmpty()) {
      if (requested == null) return calendar(holdOut);
      if (!names.isEmpty()) decisions.add("covariates", "none", Decisions.REQUESTED);
      return null;
    }
    decideHolidays();
    boolean scaled = basis.profile().tracks() > 1;
    List<Sample> samples = Track.samples(holdOut.training(basis.tracks()), scaled);
    if (samples.isEmpty()) {
      decisions.add("covariates", "none", "no series has enough values to learn from");
      return null;
    }
    int checked = checkedLag(basis.shortestPeriod());
    EffectFit fit = new EffectFit(samples, names, lags(checked), checked, scaled);
    EffectFit.Choice choice = fit.choose(columns, requested != null);
    EffectSpec effect = choice.spec();
    if (effect == null) {
      decisions.add(
          "covariates",
          "none",
          "their effect does not make differences of neighbours and over %d steps smaller: %s"
              .formatted(checked, String.join(", ", choice.unused())));
      return null;
    }
    decide(choice, effect, checked, requested != null);
    return new Found(effect, choice.error() < CLEAR);
  }

  /// The effect of the calendar alone; networks forecast the values as they are.
  private @Nullable Found calendar(RollingHoldOut holdOut) {
    if (basis.profile().intermittent()) return null;
    boolean scaled = basis.profile().tracks() > 1;
    List<Sample> samples = Track.samples(holdOut.training(basis.tracks()), scaled);
    if (samples.isEmpty() || !EffectFit.hasCalendar(samples)) return null;
    int checked = checkedLag(basis.longestPeriod());
    EffectFit.Choice choice =
        new EffectFit(samples, names, lags(checked), checked, scaled).calendar();
    EffectSpec effect = choice.spec();
    decisions.add(
        "calendar",
        effect == null ? "none" : "time of day, weekday and time of the year",
        effect == null
            ? "its effect does not make differences over %d steps smaller at the end of the training part"
                .formatted(checked)
            : "at the end of the training part, differences over %d steps are %.0f %% smaller without its effect; ridges and methods also forecast what it leaves"
                .formatted(checked, 100 * (1 - choice.error())));
    return effect == null ? null : new Found(effect, false);
  }

  private void decideHolidays() {
    HolidayRegion region = basis.request().holidays();
    if (region == null) return;
    Track longest =
        basis.tracks().stream().max(Comparator.comparingInt(Track::length)).orElseThrow();
    Ahead ahead = longest.knownAhead();
    if (ahead.holidays() == null || ahead.timeline() == null) return;
    decisions.add(
        "holidays",
        region,
        "%d public holidays during the longest series; their dates are those of the zone %s"
            .formatted(
                ahead.holidays().holidays(ahead.timeline(), longest.first(), longest.end()),
                ahead.timeline().axis().zone()));
  }

  private void decide(EffectFit.Choice choice, EffectSpec effect, int checked, boolean requested) {
    String used =
        effect.columns().stream()
            .map(ColumnError::column)
            .filter(names::contains)
            .collect(Collectors.joining(", "));
    String unused =
        choice.unused().isEmpty()
            ? ""
            : "; not used, because they change nothing: " + String.join(", ", choice.unused());
    decisions.add(
        "covariates",
        used,
        "%sat the end of the training part, differences of neighbours and over %d steps are %.0f %% smaller without their effect; members also forecast what it leaves%s"
            .formatted(
                requested ? Decisions.REQUESTED + "; " : "",
                checked,
                100 * (1 - choice.error()),
                unused));
    for (ColumnError column : effect.columns())
      decisions.add(
          names.contains(column.column()) ? "covariate " + column.column() : column.column(),
          "error %s with it, %s without it"
              .formatted(share(column.with()), share(column.without())),
          "the effect fitted with and without the column, as a share of the differences");
  }

  private static String share(double error) {
    return String.format(Locale.ROOT, "%.3f", error);
  }

  /// The numbers of requested columns; public holidays that the request names are always among them.
  private List<Integer> numbers(List<String> requested) {
    List<Integer> numbers = new ArrayList<>();
    if (basis.request().holidays() != null && !requested.contains(PublicHolidays.COLUMN))
      numbers.add(names.indexOf(PublicHolidays.COLUMN));
    List<Unmet> unmet = new ArrayList<>();
    for (int i = 0; i < requested.size(); i++) {
      int number = names.indexOf(requested.get(i));
      numbers.add(number);
      if (number < 0)
        unmet.add(
            new Unmet(
                List.of("covariates", Integer.toString(i)),
                "'%s' is no covariate known ahead; the dataset has %s."
                    .formatted(
                        requested.get(i), names.isEmpty() ? "none" : String.join(", ", names))));
    }
    if (!unmet.isEmpty()) throw new UnmetRequestException(unmet);
    return numbers.stream().sorted().toList();
  }

  /// The lag of a seasonal naive forecast of the whole horizon; without a season, half the horizon.
  private int checkedLag(int season) {
    int lag =
        season > 1
            ? season * Math.ceilDiv(basis.horizon(), season)
            : Math.ceilDiv(basis.horizon(), 2);
    return lag <= longestLag() ? lag : 1;
  }

  private int longestLag() {
    return Math.max(1, basis.profile().lower() / LEAST_LAGS);
  }

  private List<Integer> lags(int checked) {
    TreeSet<Integer> lags =
        new TreeSet<>(List.of(1, checked, basis.shortestPeriod(), basis.longestPeriod()));
    return List.copyOf(lags.headSet(longestLag(), true));
  }
}
