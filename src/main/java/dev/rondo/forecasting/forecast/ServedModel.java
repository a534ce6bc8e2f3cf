package dev.rondo.forecasting.forecast;

import dev.rondo.engine.network.Predictor;
import dev.rondo.forecasting.forecast.Forecast.Interval;
import dev.rondo.forecasting.forecaster.Forecaster;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.window.Context;
import dev.rondo.forecasting.window.ObservedSeries;
import dev.rondo.forecasting.window.WindowLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes forecasts with times and intervals from histories with a trained model. Several threads may use it. Keep it: it reuses
/// the model's forecasters and their buffers from forecast to forecast.
///
/// Histories are treated as in training: missing values are filled forward, only the end of a history longer than the lookback is
/// used, and a shorter one is padded at the front. Beyond the model's horizon, its forecasts are fed back as if they had been
/// observed, which requires a model whose columns are all targets.
public final class ServedModel {
  private static final int BATCH = Predictor.MANY;

  private final Model model;
  private final ForecasterPool singles;
  private final ForecasterPool batches;
  private final WindowLayout layout;
  private final Inputs inputs;
  private final Intervals intervals;
  private final List<Double> usualLevels;

  public ServedModel(Model model) {
    this.model = model;
    this.singles = new ForecasterPool(model, 1);
    this.batches = new ForecasterPool(model, BATCH);
    this.layout = model.layout();
    this.inputs = new Inputs(model);
    this.intervals = new Intervals(model.description().calibration());
    this.usualLevels = Stream.of(80.0, 95.0).filter(intervals::gives).toList();
  }

  public Model model() {
    return model;
  }

  /// Bytes of the weights and of the buffers that are kept between forecasts.
  public long bytes() {
    return (long) model.weights().length * Float.BYTES + singles.bytes() + batches.bytes();
  }

  /// Bytes of the buffers with which one call of [#forecast] computes, whether they are kept from an earlier one or not.
  ///
  /// @param histories number of histories
  public long workingBytes(int histories) {
    return pool(histories).bytesOfOne();
  }

  private ForecasterPool pool(int histories) {
    return histories == 1 ? singles : batches;
  }

  /// The default levels: 80 and 95, as far as the model has enough validation errors.
  public List<Double> usualLevels() {
    return usualLevels;
  }

  /// The reason why a history has no forecast of `horizon` steps; empty if it has one.
  public Optional<String> obstacle(History history, int horizon) {
    return inputs.obstacle(history, horizon);
  }

  /// A forecast is not finite if the values are so far outside those of training that float32 overflows.
  ///
  /// Throws [InfeasibleException] if a history has other columns than the model or no known value, if the horizon needs feeding
  /// back but not all columns are targets, or if there are too few validation errors for a level.
  ///
  /// @param horizon steps ahead; beyond the model's own, outputs are fed back
  /// @param levels of the intervals, in percent, each between 0 and 100
  /// @return for each history in order, one forecast for each target
  public List<Forecast> forecast(List<History> histories, int horizon, List<Double> levels) {
    inputs.check(horizon, levels);
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
          forecasts.add(
              new Forecast(
                  histories.get(i).seriesId(),
                  model.description().columns().get(f).name(),
                  times.timestamps(),
                  times.steps(),
                  mean,
                  intervals(mean, f, unit, levels, widths)));
        }
      }
    }
    // A forecaster that failed during its work is not given back.
    pool.giveBack(forecaster);
    return forecasts;
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
