package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.auto.UnmetRequestException.Unmet;
import dev.rondo.forecasting.covariate.EffectFit;
import dev.rondo.forecasting.covariate.EffectSpec;
import dev.rondo.forecasting.covariate.EffectSpec.ColumnError;
import dev.rondo.forecasting.covariate.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Decides whether the effect of covariates known ahead is taken out before members forecast, from the training part alone.
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
  record Found(EffectSpec effect, boolean clear) {}

  /// The effect; null if there are no columns known ahead, or none that lowers the error. Throws [UnmetRequestException] if a requested
  /// column is not known ahead.
  static @Nullable Found find(Basis basis, RollingHoldOut holdOut, Decisions decisions) {
    return new AdjustmentChoice(basis, decisions).find(holdOut);
  }

  private @Nullable Found find(RollingHoldOut holdOut) {
    List<String> requested = basis.ensemble().covariates();
    List<Integer> columns =
        requested == null ? IntStream.range(0, names.size()).boxed().toList() : numbers(requested);
    if (columns.isEmpty()) {
      if (!names.isEmpty()) decisions.add("covariates", "none", Decisions.REQUESTED);
      return null;
    }
    boolean scaled = basis.profile().tracks() > 1;
    List<Sample> samples = Track.samples(holdOut.training(basis.tracks()), scaled);
    if (samples.isEmpty()) {
      decisions.add("covariates", "none", "no series has enough values to learn from");
      return null;
    }
    int checked = checkedLag();
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

  private void decide(EffectFit.Choice choice, EffectSpec effect, int checked, boolean requested) {
    String used =
        effect.columns().stream().map(ColumnError::column).collect(Collectors.joining(", "));
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
          "covariate " + column.column(),
          "error %s with it, %s without it"
              .formatted(share(column.with()), share(column.without())),
          "the effect fitted with and without the column, as a share of the differences");
  }

  private static String share(double error) {
    return String.format(Locale.ROOT, "%.3f", error);
  }

  private List<Integer> numbers(List<String> requested) {
    List<Integer> numbers = new ArrayList<>();
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
    return numbers;
  }

  /// The lag of a seasonal naive forecast of the whole horizon; without a season, half the horizon.
  private int checkedLag() {
    int season = basis.shortestPeriod();
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
