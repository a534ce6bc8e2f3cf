package dev.rondo.forecasting.forecast;

import dev.rondo.engine.network.Predictor;
import dev.rondo.forecasting.forecast.Forecast.Interval;
import dev.rondo.forecasting.forecast.Forecast.Quantile;
import dev.rondo.forecasting.forecaster.Forecaster;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.model.Method.TrainedNetwork;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.model.Subject;
import dev.rondo.forecasting.scaling.Scaler;
import dev.rondo.forecasting.window.Context;
import dev.rondo.forecasting.window.ObservedSeries;
import dev.rondo.forecasting.window.WindowLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Serves a network. It reuses forecasters and their buffers from forecast to forecast.
///
/// Histories are treated as in training: missing values are filled forward, only the end of a history longer than the lookback is
/// used, and a shorter one is padded at the front. Beyond the model's horizon, its forecasts are fed back as if they had been
/// observed, which requires a model whose columns are all targets.
final class ServedNetwork implements ServedModel {
  private static final int BATCH = Predictor.MANY;
  private static final double MEDIAN = 0.5;

  /// Steps of a window that are enough for the scale of a series.
  private static final int STEPS_OF_A_SCALE = 1000;

  private final Model model;
  private final ForecasterPool singles;
  private final ForecasterPool batches;
  private final WindowLayout layout;
  private final int window;
  private final Inputs inputs;
  private final Intervals intervals;
  private final List<Double> usualLevels;
  private final NetworkView view;

  ServedNetwork(Model model, TrainedNetwork trained) {
    this.model = model;
    this.singles = new ForecasterPool(trained, model.weights(), 1);
    this.batches = new ForecasterPool(trained, model.weights(), BATCH);
    this.layout = trained.layout();
    this.window =
        trained.scaling().scaler() instanceof Scaler.Relative
            ? Math.max(layout.lookback(), STEPS_OF_A_SCALE)
            : layout.lookback();
    this.inputs = new Inputs(model.description(), trained);
    this.view = new SingleNetworkView(trained, inputs, model.weights());
    this.intervals = new Intervals(trained.calibration());
    this.usualLevels = Stream.of(80.0, 95.0).filter(intervals::gives).toList();
  }

  @Override
  public Model model() {
    return model;
  }

  @Override
  public List<ModelPart> parts() {
    return List.of(new ModelPart("network", 1, "a network", view));
  }

  @Override
  public long bytes() {
    return (long) model.weights().length * Float.BYTES + singles.bytes() + batches.bytes();
  }

  @Override
  public long workingBytes(List<History> histories, int horizon) {
    return pool(histories.size()).bytesOfOne();
  }

  private ForecasterPool pool(int histories) {
    return histories == 1 ? singles : batches;
  }

  @Override
  public List<Double> usualLevels() {
    return usualLevels;
  }

  /// A network reads covariates up to the start of a forecast only.
  @Override
  public int explained() {
    return 0;
  }

  @Override
  public boolean readsTimes() {
    return false;
  }

  @Override
  public List<Integer> columnsAhead() {
    return List.of();
  }

  @Override
  public Optional<String> obstacle(History history, int horizon) {
    return inputs.obstacle(history, horizon);
  }

  @Override
  public int lookback() {
    return layout.lookback();
  }

  @Override
  public int window() {
    return window;
  }

  @Override
  public boolean gives(double level) {
    return intervals.gives(level);
  }

  @Override
  public ErrorShare heldOut(int target, int step, double level) {
    return intervals.share(target, step, level);
  }

  @Override
  public List<Forecast> forecast(List<History> histories, ForecastOptions options) {
    options.check();
    int horizon = options.horizon();
    List<Double> levels = levels(options);
    inputs.check(horizon);
    if (options.paths() > 0 || options.total()) {
      throw new InfeasibleException(
          options.paths() > 0 ? Subject.ForecastInput.PATHS : Subject.ForecastInput.TOTAL,
          "Sample paths and totals come from automatic models; this model is a single network.");
    }
    if (options.explain())
      throw new InfeasibleException(
          Subject.ForecastInput.EXPLAIN,
          "The effects of covariates come from automatic models; this model is a single network.");
    List<Forecast> forecasts = new ArrayList<>(histories.size() * layout.targets());
    if (histories.isEmpty()) return forecasts;
    double[][][] widths = widths(horizon, levels);
    ForecasterPool pool = pool(histories.size());
    Forecaster forecaster = pool.take();
    for (int from = 0; from < histories.size(); from += BATCH) {
      int to = Math.min(histories.size(), from + BATCH);
      List<Context> contexts = new ArrayList<>(to - from);
      for (int i = from; i < to; i++) contexts.add(inputs.context(i, histories.get(i), horizon));
      double[][] means = means(forecaster, contexts, horizon);
      for (int i = from; i < to; i++) {
        Context context = contexts.get(i - from);
        ForecastTimes times = ForecastTimes.of(context, horizon);
        for (int f = 0; f < layout.targets(); f++) {
          double[] mean = column(means[i - from], f);
          double unit = intervals.unit(context, f, layout.lookback());
          List<Interval> around = intervals(mean, f, unit, levels, widths);
          forecasts.add(
              new Forecast(
                  histories.get(i).seriesId(),
                  model.description().columns().get(f).name(),
                  times.timestamps(),
                  times.steps(),
                  mean,
                  mean,
                  around.subList(0, options.levels().size()),
                  quantiles(options, mean, around),
                  null,
                  null,
                  List.of(),
                  layout.horizon()));
        }
      }
    }
    // A forecaster that failed during its work is not given back.
    pool.giveBack(forecaster);
    return forecasts;
  }

  /// The levels of the intervals, then those of the intervals whose bounds are the quantiles. The median needs none.
  private static List<Double> levels(ForecastOptions options) {
    List<Double> levels = new ArrayList<>(options.levels());
    for (double quantile : options.quantiles())
      if (Double.compare(quantile, MEDIAN) != 0) levels.add(200 * Math.abs(quantile - 0.5));
    return levels;
  }

  private static List<Quantile> quantiles(
      ForecastOptions options, double[] mean, List<Interval> around) {
    List<Quantile> quantiles = new ArrayList<>();
    int next = options.levels().size();
    for (double level : options.quantiles()) {
      if (Double.compare(level, MEDIAN) == 0) {
        quantiles.add(new Quantile(level, mean));
      } else {
        Interval interval = around.get(next++);
        quantiles.add(new Quantile(level, level < 0.5 ? interval.lower() : interval.upper()));
      }
    }
    return quantiles;
  }

  /// Point forecasts at each context, `[contexts][horizon, targets]`. Beyond the model's horizon, forecast steps are appended to
  /// the series and the model forecasts again.
  private double[][] means(Forecaster forecaster, List<Context> contexts, int horizon) {
    int targets = layout.targets();
    int quantiles = forecaster.quantiles();
    double[][] means = new double[contexts.size()][horizon * targets];
    double[] forecasts = new double[contexts.size() * layout.horizon() * targets * quantiles];
    double[] row = new double[targets];
    for (int from = 0; from < horizon; from += layout.horizon()) {
      int steps = Math.min(layout.horizon(), horizon - from);
      boolean more = from + steps < horizon;
      forecaster.forecast(from == 0 ? contexts : atEnds(contexts), layout, forecasts);
      for (int i = 0; i < contexts.size(); i++) {
        int at = i * layout.horizon() * targets;
        for (int h = 0; h < steps; h++) {
          for (int f = 0; f < targets; f++)
            row[f] = forecasts[(at + h * targets + f) * quantiles + forecaster.point()];
          System.arraycopy(row, 0, means[i], (from + h) * targets, targets);
          if (more) contexts.get(i).series().append(row);
        }
      }
    }
    return means;
  }

  /// Contexts at the end of what was appended.
  private static List<Context> atEnds(List<Context> contexts) {
    List<Context> ends = new ArrayList<>(contexts.size());
    for (Context context : contexts) {
      ObservedSeries series = context.series();
      ends.add(new Context(series, series.steps()));
    }
    return ends;
  }

  /// One target of `[horizon, targets]`.
  private double[] column(double[] means, int target) {
    double[] column = new double[means.length / layout.targets()];
    for (int h = 0; h < column.length; h++) column[h] = means[h * layout.targets() + target];
    return column;
  }

  /// `[levels][targets][horizon]`.
  private double[][][] widths(int horizon, List<Double> levels) {
    double[][][] widths = new double[levels.size()][layout.targets()][horizon];
    for (int l = 0; l < levels.size(); l++) {
      for (int f = 0; f < layout.targets(); f++) {
        for (int h = 0; h < horizon; h++)
          widths[l][f][h] = intervals.halfWidth(f, h + 1, levels.get(l));
      }
    }
    return widths;
  }

  /// @param unit factor for `widths`
  private List<Interval> intervals(
      double[] mean, int target, double unit, List<Double> levels, double[][][] widths) {
    double floor = intervals.floor(target);
    List<Interval> around = new ArrayList<>(levels.size());
    for (int l = 0; l < levels.size(); l++) {
      double[] lower = new double[mean.length];
      double[] upper = new double[mean.length];
      for (int h = 0; h < mean.length; h++) {
        double width = unit * widths[l][target][h];
        lower[h] = Math.max(floor, mean[h] - width);
        upper[h] = Math.max(floor, mean[h] + width);
      }
      around.add(new Interval(levels.get(l), lower, upper));
    }
    return around;
  }
}
