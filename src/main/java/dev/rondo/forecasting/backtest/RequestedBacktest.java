package dev.rondo.forecasting.backtest;

import dev.rondo.forecasting.evaluation.Seasons;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.forecasting.series.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a user says about a backtest; everything may be left out.
///
/// @param horizon steps ahead; null for that of a training without one
/// @param origins number of origins; null for what the lengths of the series allow. Not used with cutoffs
/// @param stride steps between two origins; null for the horizon
/// @param cutoffs last time step before each origin; null to count origins from the end of each series
/// @param season steps of the season; null for that of the frequency
/// @param levels of the intervals in percent; null for 80 and 95
/// @param candidates null for the automatic training beside usual baselines
public record RequestedBacktest(
    @Nullable Integer horizon,
    @Nullable Integer origins,
    @Nullable Integer stride,
    @Nullable List<String> cutoffs,
    @Nullable Refit refit,
    @Nullable Integer season,
    @Nullable List<Double> levels,
    @Nullable List<Candidate> candidates) {
  /// The automatic training as a candidate, with its defaults.
  public static final Candidate.Auto USUAL_AUTO =
      new Candidate.Auto(Candidate.Auto.USUAL_DURATION, null, ModelSpec.USUAL.seed(), null, null);

  private static final int LONGEST_SEASON_OF_ETS = 52;

  /// The backtest with all defaults. Throws [IllegalArgumentException], whose message begins with the name of a component.
  public BacktestSpec complete(Dataset dataset) {
    int period = season == null ? dataset.frequency().season() : season;
    int ahead = horizon == null ? ModelSpec.defaults(dataset).window().horizon() : horizon;
    int apart = stride == null ? Math.max(1, ahead) : stride;
    int count;
    if (cutoffs != null) count = cutoffs.size();
    else if (origins != null) count = origins;
    else count = Origins.usual(dataset, ahead, Math.max(1, apart), period);
    return new BacktestSpec(
        ahead,
        count,
        apart,
        Objects.requireNonNullElse(cutoffs, List.of()),
        Objects.requireNonNullElse(refit, Refit.EVERY_ORIGIN),
        season == null ? Seasons.mase(dataset.frequency()).steps() : season,
        period,
        Objects.requireNonNullElse(levels, List.of(80.0, 95.0)),
        candidates == null ? usual(period, USUAL_AUTO) : candidates);
  }

  /// The automatic training beside usual baselines.
  ///
  /// @param period steps of the season of the baselines; 1 for none
  public static List<Candidate> usual(int period, Candidate.Auto auto) {
    List<Candidate> usual = new ArrayList<>();
    usual.add(auto);
    usual.add(new Candidate.Baseline("naive"));
    if (period > 1) usual.add(new Candidate.Baseline("seasonal-naive"));
    usual.add(new Candidate.Baseline("theta"));
    if (period <= LONGEST_SEASON_OF_ETS) usual.add(new Candidate.Baseline("ets"));
    return usual;
  }
}
