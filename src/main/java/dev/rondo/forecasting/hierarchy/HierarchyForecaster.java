package dev.rondo.forecasting.hierarchy;

import dev.rondo.engine.random.Seed;
import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.ForecastOptions;
import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.forecast.Turns;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.model.Method.TrainedNetwork;
import dev.rondo.forecasting.model.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Forecasts series and their sums so that they add up: the same model forecasts the sums from their summed histories, the errors of
/// such forecasts in the past tell how far each can be trusted and how they err together, and every sample path is reconciled.
public final class HierarchyForecaster {
  /// Sums for which a matrix of their square is inverted.
  public static final int MOST_SUMS = 2000;

  /// Steps of a forecast, since the dependence of its steps is a matrix of their square.
  private static final int LONGEST = 400;

  /// Values of the sample paths of all rows.
  private static final long MOST_VALUES = 20_000_000;

  private static final int MOST_PATHS = 1000;
  private static final int FEWEST_PATHS = 100;

  /// Origins from which on the errors give correlations for the weights, and for the paths.
  private static final int ORIGINS_OF_WEIGHTS = 8;

  private static final int ORIGINS_OF_PATHS = 3;
  private static final int BATCH = 256;
  private static final Seed SEED = new Seed(1);

  private final ServedModel model;
  private final ReconciliationMethod wanted;
  private final ForecastOptions options;
  private final Turns turns;

  /// @param options without the effects of covariates
  /// @param turns in which forecasts are made and reconciled
  public HierarchyForecaster(
      ServedModel model, ReconciliationMethod wanted, ForecastOptions options, Turns turns) {
    this.model = model;
    this.wanted = wanted;
    this.options = options;
    this.turns = turns;
  }

  /// The forecasts of all rows.
  ///
  /// @param forecasts `[rows * targets]`, for each row one of each target
  /// @param method that was used
  /// @param origins in the past whose errors were compared
  /// @param shrinkage of the correlations of the errors, of each target; empty if they do not count
  /// @param notes on how the sums were made
  public record Reconciled(
      List<Forecast> forecasts,
      ReconciliationMethod method,
      int origins,
      List<Double> shrinkage,
      List<String> notes) {}

  /// Checks that the model can forecast so many sums and series. Throws [InfeasibleException].
  public void check(Sums sums) {
    if (model.model().description().method() instanceof TrainedNetwork)
      throw refusal(
          "Forecasts that add up need sample paths, which come from automatic models; this model is a single network.");
    if (options.horizon() > LONGEST)
      throw refusal(
          "Forecasts that add up have at most %d steps, %d were asked for."
              .formatted(LONGEST, options.horizon()));
    if (sums.count() > MOST_SUMS && wanted != ReconciliationMethod.BOTTOM_UP)
      throw refusal(
          "The levels have %d sums of several series, and %d can be reconciled; leave levels out, or use the method bottom-up."
              .formatted(sums.count(), MOST_SUMS));
    if (paths(sums) < Math.max(FEWEST_PATHS, options.paths()))
      throw refusal(
          "%d paths of %d series and sums over %d steps are more than %d values; ask for fewer series, levels, steps or paths."
              .formatted(
                  Math.max(FEWEST_PATHS, options.paths()),
                  sums.rows(),
                  options.horizon(),
                  MOST_VALUES));
  }

  private int paths(Sums sums) {
    long rows = Math.max(sums.rows(), RollingForecasts.MOST_ERRORS);
    return (int) Math.min(MOST_PATHS, MOST_VALUES / (rows * options.horizon()));
  }

  /// Largest number of bytes that a forecast needs beside the histories of the series and its own answer.
  public long bytes(List<History> series, Sums sums) {
    int horizon = options.horizon();
    int errors = RollingForecasts.errors(sums.rows(), horizon);
    int targets = model.model().description().targets();
    long paths = (long) Double.BYTES * sums.rows() * paths(sums) * horizon;
    long past = 3L * Double.BYTES * targets * errors * sums.rows();
    return SummedHistories.bytes(model.model().description(), series, sums)
        + targets * paths
        + (long) Double.BYTES * errors * paths(sums) * horizon
        + (long) Double.BYTES * targets * Math.min(BATCH, sums.rows()) * paths(sums) * horizon
        + past
        + Reconciliation.bytes(sums, errors)
        + model.workingBytes(series, horizon);
  }

  /// Throws [InfeasibleException] if a series has no forecast.
  ///
  /// @param series end with the same step
  /// @param filled number of last steps of which some values are forecasts
  public Reconciled forecast(List<History> series, Hierarchy hierarchy, int filled) {
    Sums sums = hierarchy.sums();
    check(sums);
    SummedHistories summed =
        SummedHistories.of(model.model().description(), series, sums, hierarchy.labels());
    List<History> rows = summed.rows();
    for (int i = sums.count(); i < rows.size(); i++) check(rows.get(i));
    for (int i = 0; i < sums.count(); i++) check(rows.get(i));
    int targets = model.model().description().targets();
    List<double[][]> paths = new ArrayList<>();
    for (int f = 0; f < targets; f++) paths.add(new double[rows.size()][]);
    List<Forecast> base = base(rows, paths(sums), paths);
    List<OriginErrors> errors = RollingForecasts.of(model, rows, options.horizon(), filled, turns);
    Forecast[] forecasts = new Forecast[rows.size() * targets];
    List<Double> shrinkage = new ArrayList<>();
    ReconciliationMethod used = used(errors.getFirst());
    for (int f = 0; f < targets; f++) {
      RowPaths one = new RowPaths(paths.get(f), points(base, f, targets), errors.get(f));
      boolean neverNegative = neverNegative(series, f);
      Optional<Double> share =
          turns.take(
              "reconciliation", rows.size(), () -> reconcile(one, sums, used, neverNegative));
      share.ifPresent(shrinkage::add);
      for (int i = 0; i < rows.size(); i++)
        forecasts[i * targets + f] =
            new PathSummary(one.paths()[i], options.horizon())
                .forecast(
                    rows.get(i).seriesId(), one.points()[i], base.get(i * targets + f), options);
    }
    return new Reconciled(
        List.of(forecasts),
        used,
        errors.getFirst().origins(),
        List.copyOf(shrinkage),
        notes(summed, used, errors.getFirst()));
  }

  private void check(History row) {
    Optional<String> obstacle = model.obstacle(row, options.horizon());
    if (obstacle.isPresent())
      throw refusal(
          "The series '%s' has no forecast: %s.".formatted(row.seriesId(), obstacle.get()));
  }

  /// The forecasts of the rows by the model alone, without their paths.
  ///
  /// @param paths receives the paths, for each target `[rows][paths * horizon]`
  private List<Forecast> base(List<History> rows, int count, List<double[][]> paths) {
    int horizon = options.horizon();
    int targets = paths.size();
    ForecastOptions sampled =
        new ForecastOptions(horizon, List.of(), List.of(), count, false, false);
    List<Forecast> base = new ArrayList<>(rows.size() * targets);
    for (int from = 0; from < rows.size(); from += BATCH) {
      List<History> batch = rows.subList(from, Math.min(rows.size(), from + BATCH));
      List<Forecast> made = turns.take("paths", batch.size(), () -> model.forecast(batch, sampled));
      for (int i = 0; i < made.size(); i++) {
        Forecast one = made.get(i);
        double[] flat = new double[count * horizon];
        double[][] sample = one.paths();
        if (sample == null) throw new IllegalStateException("the model gives no paths");
        for (int p = 0; p < count; p++) System.arraycopy(sample[p], 0, flat, p * horizon, horizon);
        paths.get(i % targets)[from + i / targets] = flat;
        base.add(one.withoutPaths());
      }
    }
    return base;
  }

  private static double[][] points(List<Forecast> base, int target, int targets) {
    double[][] points = new double[base.size() / targets][];
    for (int i = 0; i < points.length; i++)
      points[i] = base.get(i * targets + target).mean().clone();
    return points;
  }

  private ReconciliationMethod used(OriginErrors errors) {
    boolean few = errors.origins() < ORIGINS_OF_WEIGHTS;
    return wanted == ReconciliationMethod.MINIMUM_TRACE && few
        ? ReconciliationMethod.WEIGHTED_LEAST_SQUARES
        : wanted;
  }

  /// Reconciles the points and the paths of a target.
  ///
  /// @return the shrinkage of the correlations; empty if they do not count
  private Optional<Double> reconcile(
      RowPaths rows, Sums sums, ReconciliationMethod used, boolean neverNegative) {
    double[] variances = rows.variances();
    rows.widen(sums.count());
    boolean joint = rows.errors().origins() >= ORIGINS_OF_PATHS;
    ErrorCovariance shrunk = joint ? ErrorCovariance.shrunk(rows.errors(), variances) : null;
    if (shrunk != null) JointPaths.order(rows.paths(), options.horizon(), shrunk, SEED);
    ErrorCovariance weights =
        switch (used) {
          case BOTTOM_UP -> null;
          case OLS -> ErrorCovariance.diagonal(ones(variances.length));
          case WEIGHTED_LEAST_SQUARES -> ErrorCovariance.diagonal(variances);
          case MINIMUM_TRACE -> shrunk;
        };
    Reconciliation reconciliation = new Reconciliation(sums, weights);
    reconciliation.apply(rows.points(), neverNegative);
    reconciliation.apply(rows.paths(), neverNegative);
    return used == ReconciliationMethod.MINIMUM_TRACE && shrunk != null
        ? Optional.of(shrunk.shrinkage())
        : Optional.empty();
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static boolean neverNegative(List<History> series, int target) {
    for (History history : series)
      for (int t = 0; t < history.steps(); t++) if (history.values()[target][t] < 0) return false;
    return true;
  }

  private List<String> notes(
      SummedHistories summed, ReconciliationMethod used, OriginErrors errors) {
    List<String> notes = new ArrayList<>();
    if (used != wanted)
      notes.add(
          "There are errors from %d origins in the past, too few for their correlations, so the forecasts are weighted by the sizes of the errors alone (weighted-least-squares). Histories must be longer, or series and sums at most %d."
              .formatted(errors.origins(), RollingForecasts.MOST_FORECASTS / ORIGINS_OF_WEIGHTS));
    if (errors.origins() < ORIGINS_OF_PATHS)
      notes.add(
          "The intervals of sums take the errors of the series for independent, as there are too few past errors; they may be too narrow.");
    if (!summed.filled().isEmpty())
      notes.add(
          "Missing values between observed ones were filled for the sums; steps of each series: %s."
              .formatted(first(summed.filled())));
    if (!summed.unequal().isEmpty())
      notes.add(
          "Covariates that differ between series count with their mean in the sums: %s."
              .formatted(String.join(", ", summed.unequal())));
    return notes;
  }

  private static String first(List<String> names) {
    int most = 5;
    String first = String.join(", ", names.subList(0, Math.min(most, names.size())));
    return names.size() > most ? first + " and %d more".formatted(names.size() - most) : first;
  }

  private static InfeasibleException refusal(String detail) {
    return new InfeasibleException(Subject.ForecastInput.HIERARCHY, detail);
  }
}
