package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.holiday.PublicHolidays;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.window.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// Chooses windows, units, members and their budget from the profile of the values, without looking at any forecast. Seasons and the
/// effect of covariates, which say how values follow from others, are chosen on the part before the hold-out, because the hold-out
/// judges them. The choices depend on the data and the request only, not on the machine, so that the same request gives the same model.
final class Planner {
  /// Quantiles of a segment network.
  static final List<Double> QUANTILES = List.of(0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975);

  /// Place of the median among [#QUANTILES].
  static final int MEDIAN = QUANTILES.indexOf(0.5);

  private Planner() {}

  /// @param usualHorizon the horizon if none is requested
  static AutoPlan plan(List<Track> tracks, Dataset dataset, AutoRequest request, int usualHorizon) {
    int horizon = request.horizon() == null ? usualHorizon : request.horizon();
    Basis all =
        basis(
            tracks,
            dataset,
            Periods.of(tracks, dataset.frequency(), request.season()),
            horizon,
            request);
    RollingHoldOut holdOut = holdOut(all);
    Periods periods =
        all.periods().before(holdOut.training(tracks), dataset.frequency(), request.season());
    Basis basis =
        periods.equals(all.periods()) ? all : basis(tracks, dataset, periods, horizon, request);
    Profile profile = basis.profile();
    Decisions decisions = new Decisions();
    decisions.add("data", described(profile), "observed values of all targets");
    decisions.add(
        "horizon",
        horizon,
        request.horizon() == null
            ? "usual for the frequency and the lengths"
            : Decisions.REQUESTED);
    decisions.add("season", periods.season(), periods.why());
    decide(holdOut, basis.ensemble(), decisions);
    EnsembleCheck.check(basis, holdOut);
    AdjustmentChoice.Found effect = AdjustmentChoice.find(basis, holdOut, decisions);
    boolean rest = effect != null && effect.clear();
    Units units = units(profile, rest);
    if (basis.ensemble().choosesUnits())
      decisions.add(
          "units",
          units.name().toLowerCase(Locale.ROOT),
          units == Units.of(profile)
              ? Units.why(profile)
              : "what the effect of the covariates leaves may be negative");
    NetworkDefaults defaults = NetworkDefaults.of(basis, units, effect, decisions);
    Budget budget = new Budget(request.longest());
    List<String> methods = MethodChoices.choose(basis, holdOut, budget, decisions);
    List<MemberSpec.Ridge> ridges = RidgeChoices.choose(basis, units, budget, decisions);
    Adjustment adjustment =
        effect == null ? null : adjustment(basis, holdOut, effect, methods, ridges, budget);
    List<NetworkChoice> networks =
        new NetworkChoices(basis, defaults, holdOut, budget, decisions).choose();
    if (methods.isEmpty() && ridges.isEmpty() && networks.isEmpty())
      throw UnmetRequestException.noMember();
    List<String> floor = MethodChoices.floor(basis, methods, decisions);
    weighting(basis.ensemble(), decisions);
    return new AutoPlan(
        horizon,
        periods.season(),
        periods.shortest() < profile.lower() / 2 ? periods.shortest() : 1,
        profile.nonNegative() ? 0 : Double.NEGATIVE_INFINITY,
        networks,
        ridges,
        budget.ridgeProducts(),
        methods,
        floor,
        adjustment,
        basis.ensemble().namesMembers(),
        Objects.requireNonNullElse(basis.ensemble().weights(), Weighting.HOLD_OUT),
        basis.ensemble().fallsBack(),
        holdOut,
        decisions.made());
  }

  private static Basis basis(
      List<Track> tracks, Dataset dataset, Periods periods, int horizon, AutoRequest request) {
    List<String> ahead = new ArrayList<>();
    for (int column : Parts.of(dataset).ahead()) ahead.add(dataset.columns().get(column).name());
    if (request.holidays() != null) ahead.add(PublicHolidays.COLUMN);
    return new Basis(
        dataset, tracks, Profile.of(tracks, periods.season()), periods, horizon, request, ahead);
  }

  /// The units of the values, or of what the effect of covariates leaves.
  private static Units units(Profile profile, boolean rest) {
    Units units = Units.of(profile);
    return rest && units == Units.LOG ? Units.LEVEL : units;
  }

  /// Takes time for the members that forecast the rest.
  private static Adjustment adjustment(
      Basis basis,
      RollingHoldOut holdOut,
      AdjustmentChoice.Found effect,
      List<String> methods,
      List<MemberSpec.Ridge> ridges,
      Budget budget) {
    List<String> adjusted = MethodChoices.affordable(basis, holdOut, methods, budget);
    RidgeChoices.take(budget, ridges, basis);
    return new Adjustment(basis.ahead().size(), effect.effect(), adjusted);
  }

  private static String described(Profile profile) {
    return "%d series, %d values, lengths %d (lower quartile) to %d, %.1f %% missing, %.1f %% zeros"
        .formatted(
            profile.tracks(),
            profile.values(),
            profile.lower(),
            profile.longest(),
            100 * profile.missing(),
            100 * profile.zeros());
  }

  /// Where it begins follows from lengths, the horizon and the season of all values.
  private static RollingHoldOut holdOut(Basis basis) {
    return RollingHoldOut.of(
        basis.tracks(), basis.profile(), basis.horizon(), leastTraining(basis), basis.ensemble());
  }

  private static void decide(
      RollingHoldOut holdOut, EnsembleRequest ensemble, Decisions decisions) {
    boolean requested = ensemble.origins() != null || ensemble.stride() != null;
    decisions.add(
        "hold-out",
        "%d forecasts".formatted(holdOut.cases().size()),
        holdOut.cases().isEmpty()
            ? "no series has enough values before a held-out horizon"
            : (requested ? Decisions.REQUESTED + ": " : "")
                + "up to %d origins of each series, %d steps apart, choose the members and calibrate the intervals"
                    .formatted(holdOut.origins(), holdOut.stride())
                + few(holdOut.separate(_ -> true)));
  }

  /// What follows from few held-out forecasts.
  ///
  /// @param separate number of those that do not overlap
  private static String few(double separate) {
    if (separate >= Calibrated.ENOUGH_FORECASTS) return "";
    String effect =
        separate < Combination.FEW_FORECASTS
            ? "too few to weight members unequally, and their errors count in part beside those that networks expect"
            : "their errors count in part beside those that networks expect";
    return "; only about %.0f of them do not overlap: %s".formatted(separate, effect);
  }

  private static void weighting(EnsembleRequest ensemble, Decisions decisions) {
    if (ensemble.weights() != null)
      decisions.add(
          "weights",
          ensemble.weights() == Weighting.EQUAL ? "equal" : "hold-out",
          Decisions.REQUESTED);
    if (ensemble.fallback() != null)
      decisions.add("fallback", ensemble.fallback(), Decisions.REQUESTED);
  }

  /// Steps that a track keeps before its first held-out origin.
  private static int leastTraining(Basis basis) {
    int lower = basis.profile().lower();
    int season = basis.periods().season() <= lower / 3 ? basis.periods().season() : 1;
    return Math.max(Math.min(basis.horizon(), lower / 2), Math.max(2, season));
  }
}
