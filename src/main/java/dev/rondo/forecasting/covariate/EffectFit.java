package dev.rondo.forecasting.covariate;

import dev.rondo.forecasting.covariate.Differences.Part;
import dev.rondo.forecasting.covariate.EffectSpec.ColumnError;
import dev.rondo.forecasting.member.NormalEquations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Chooses and fits the effect of covariates: a ridge regression of differences, whose errors may be those of a random walk or of a
/// season (Hyndman and Athanasopoulos, Forecasting: principles and practice, chapter 10).
///
/// Penalty, lag of the differences, and whether the calendar has an effect are chosen by the squared error at the end of the samples: of
/// differences with the lag that a seasonal naive forecast of the horizon has, and of neighbours. Differences over many steps have much in
/// common with each other, so that chance may explain them; those of neighbours have not.
public final class EffectFit {
  private static final List<Double> PENALTIES =
      List.of(10.0, 1.0, 0.1, 0.03, 0.01, 0.003, 0.001, 1e-4, 1e-6, 1e-9);

  /// The least share by which an effect lowers the squared error; with few rows, as much as chance may.
  private static final double LEAST_GAIN = 0.02;

  private static final int MOST_INPUTS = 1000;

  /// Name of the calendar among the columns.
  private static final String CALENDAR = "calendar";

  private final List<Sample> samples;
  private final List<String> names;
  private final List<Integer> lags;
  private final int checkedLag;
  private final boolean scaled;

  /// @param samples at least one
  /// @param names of the columns known ahead
  /// @param lags of the differences to try
  /// @param checkedLag lag of the differences whose error decides
  /// @param scaled whether the samples have sizes of their own
  public EffectFit(
      List<Sample> samples,
      List<String> names,
      List<Integer> lags,
      int checkedLag,
      boolean scaled) {
    this.samples = samples;
    this.names = names;
    this.lags = lags;
    this.checkedLag = checkedLag;
    this.scaled = scaled;
  }

  /// What was chosen.
  ///
  /// @param spec null if no column lowers the error
  /// @param error root mean squared error of the differences relative to that without the columns
  /// @param unused names of the columns that do not lower the error, or never change
  public record Choice(@Nullable EffectSpec spec, double error, List<String> unused) {}

  /// One candidate: its features, the sums of both parts, and the squared error relative to that without any effect.
  private record Tried(
      List<Feature> features,
      int lag,
      double penalty,
      NormalEquations early,
      List<NormalEquations> checked,
      double error) {
    /// The share of the error that chance does not explain: one standard error of a correlation without any, at least.
    double leastGain() {
      long rows = checked.stream().mapToLong(NormalEquations::rows).min().orElseThrow();
      return Math.max(LEAST_GAIN, 1 / Math.sqrt(rows));
    }

    /// The error without some columns.
    double without(Collection<Integer> columns) {
      NormalEquations left = early;
      int at = 0;
      for (Feature feature : features) {
        int end = at + feature.count();
        if (columns.contains(feature.column())) left = left.without(at, end);
        at = end;
      }
      return EffectFit.error(checked, left.solve(penalty));
    }

    double without(int column) {
      return without(Set.of(column));
    }
  }

  /// Whether the times of samples tell more than the season of their frequency.
  public static boolean hasCalendar(List<Sample> samples) {
    return new FeatureChoice(samples).calendar() != null;
  }

  /// The effect of the calendar alone, judged by the error of differences with the checked lag: members know the season themselves.
  public Choice calendar() {
    Feature calendar = new FeatureChoice(samples).calendar();
    if (calendar == null) return new Choice(null, 1, List.of());
    Differences differences = new Differences(samples, List.of(calendar));
    List<NormalEquations> checked = List.of(differences.sums(checkedLag, Part.CHECKED));
    Tried best = null;
    for (int lag : lags) {
      NormalEquations early = differences.sums(lag, Part.EARLY);
      if (early.rows() > 0 && checked.getFirst().rows() > 0)
        best = better(best, tried(List.of(calendar), lag, early, checked));
    }
    if (best == null || !Double.isFinite(best.error) || 1 - best.error <= best.leastGain())
      return new Choice(null, 1, List.of());
    return new Choice(spec(best, Set.of()), Math.sqrt(best.error), List.of());
  }

  /// @param columns numbers of the columns that may be used
  /// @param all whether all of them are used, also those that do not lower the error
  public Choice choose(List<Integer> columns, boolean all) {
    FeatureChoice choice = new FeatureChoice(samples);
    List<Feature> features = choice.of(columns);
    Optional<Tried> best = best(features, choice.calendar());
    if (best.isEmpty()) return new Choice(null, 1, names(columns));
    Tried chosen = best.get();
    Set<Integer> used = new TreeSet<>();
    for (Feature feature : features) used.add(feature.column());
    if (!all && used.removeAll(useless(chosen, used)) && !used.isEmpty()) {
      List<Feature> fewer =
          features.stream().filter(feature -> used.contains(feature.column())).toList();
      chosen = best(fewer, choice.calendar()).orElse(chosen);
    }
    List<Integer> unused = columns.stream().filter(column -> !used.contains(column)).toList();
    double without = chosen.without(used);
    double error = without > 0 ? chosen.error / without : 1;
    boolean worth =
        !used.isEmpty() && Double.isFinite(chosen.error) && (all || 1 - error > chosen.leastGain());
    return new Choice(worth ? spec(chosen, used) : null, Math.sqrt(error), names(unused));
  }

  /// The columns without which the error hardly rises; those that are worth least are left out first.
  private static Set<Integer> useless(Tried chosen, Set<Integer> columns) {
    List<Integer> order =
        columns.stream().sorted(Comparator.comparingDouble(chosen::without)).toList();
    double most = (1 + chosen.leastGain()) * chosen.error;
    Set<Integer> useless = new TreeSet<>();
    for (int column : order) {
      useless.add(column);
      if (chosen.without(useless) > most) useless.remove(column);
    }
    return useless;
  }

  private EffectSpec spec(Tried chosen, Set<Integer> used) {
    List<ColumnError> columns = new ArrayList<>();
    for (int column : used)
      columns.add(
          new ColumnError(
              names.get(column), Math.sqrt(chosen.error), Math.sqrt(chosen.without(column))));
    if (chosen.features.stream().anyMatch(feature -> feature.column() == Feature.NO_COLUMN))
      columns.add(
          new ColumnError(
              CALENDAR, Math.sqrt(chosen.error), Math.sqrt(chosen.without(Feature.NO_COLUMN))));
    return new EffectSpec(chosen.features, chosen.lag, chosen.penalty, scaled, columns);
  }

  private List<String> names(List<Integer> columns) {
    return columns.stream().map(names::get).toList();
  }

  /// The candidate with the lowest error; empty if there are no features or no rows.
  private Optional<Tried> best(List<Feature> features, @Nullable Feature calendar) {
    int count = features.stream().mapToInt(Feature::count).sum();
    if (count == 0 || count > MOST_INPUTS) return Optional.empty();
    List<Feature> more = new ArrayList<>(features);
    if (calendar != null) more.add(calendar);
    Differences differences = new Differences(samples, more);
    List<NormalEquations> checked = new ArrayList<>();
    for (int lag : new TreeSet<>(List.of(1, checkedLag)))
      checked.add(differences.sums(lag, Part.CHECKED));
    if (checked.stream().anyMatch(sums -> sums.rows() == 0)) return Optional.empty();
    List<NormalEquations> bare =
        calendar == null ? List.of() : checked.stream().map(sums -> sums.first(count)).toList();
    Tried best = null;
    for (int lag : lags) {
      NormalEquations early = differences.sums(lag, Part.EARLY);
      if (early.rows() == 0) continue;
      best = better(best, tried(more, lag, early, checked));
      if (calendar != null) best = better(best, tried(features, lag, early.first(count), bare));
    }
    return Optional.ofNullable(best);
  }

  private static Tried better(@Nullable Tried one, Tried other) {
    return one == null || other.error < one.error ? other : one;
  }

  private static Tried tried(
      List<Feature> features, int lag, NormalEquations early, List<NormalEquations> checked) {
    double lowest = Double.POSITIVE_INFINITY;
    double chosen = PENALTIES.getFirst();
    for (double penalty : PENALTIES) {
      double error = error(checked, early.solve(penalty));
      if (error >= lowest) continue;
      lowest = error;
      chosen = penalty;
    }
    return new Tried(features, lag, chosen, early, checked, lowest);
  }

  /// The squared error relative to that without any effect, the mean over the lags.
  private static double error(List<NormalEquations> checked, double[] coefficients) {
    double sum = 0;
    for (NormalEquations one : checked) {
      double none = one.error(new double[coefficients.length]);
      sum += none > 0 ? Math.max(0, one.error(coefficients)) / none : 1;
    }
    return sum / checked.size();
  }

  /// Fits the coefficients of a chosen effect to samples.
  public static Effect fit(List<Sample> samples, EffectSpec spec) {
    Differences differences = new Differences(samples, spec.features());
    double[] coefficients = differences.sums(spec.lag(), Part.ALL).solve(spec.penalty());
    double[] means = differences.means();
    int constant = coefficients.length - 1;
    coefficients[constant] = 0;
    for (int i = 0; i < constant; i++) coefficients[constant] -= coefficients[i] * means[i];
    return Effect.of(spec, new Effect(spec, coefficients).numbers());
  }

  /// Bytes that a choice or a fit needs, at most.
  ///
  /// @param columns number of columns that may be used; 0 for the calendar alone
  public static long bytes(int columns) {
    long inputs = Math.min(MOST_INPUTS, 80L * columns) + 40;
    return 6 * inputs * inputs * Double.BYTES;
  }
}
