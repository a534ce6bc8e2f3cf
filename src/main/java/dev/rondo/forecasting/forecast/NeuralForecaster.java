package dev.rondo.forecasting.forecast;

import dev.rondo.engine.network.Network;
import dev.rondo.engine.network.Predictor;
import dev.rondo.forecasting.forecast.Forecast.Interval;
import dev.rondo.forecasting.forecaster.NetworkForecaster;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.model.Subject;
import dev.rondo.forecasting.scaling.Scaling;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.TimeAxis;
import dev.rondo.forecasting.window.Context;
import dev.rondo.forecasting.window.ObservedSeries;
import dev.rondo.forecasting.window.WindowLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes forecasts with times and intervals from histories with a trained model. Several threads may use it. Keep it: it reuses
/// its buffers from forecast to forecast.
///
/// Histories are treated as in training: missing values are filled forward, only the end of a history longer than the lookback is
/// used, and a shorter one is padded at the front. Beyond the model's horizon, its forecasts are fed back as if they had been
/// observed, which requires a model whose columns are all targets.
public final class NeuralForecaster {
  private static final int BATCH = Predictor.MANY;
  private static final int LONGEST = 100_000;

  private final Model model;
  private final NetworkForecasters singles;
  private final NetworkForecasters batches;
  private final WindowLayout layout;
  private final Scaling scaling;
  private final Intervals intervals;
  private final List<Double> usualLevels;

  public NeuralForecaster(Model model) {
    Model.Description description = model.description();
    this.model = model;
    Network network = model.network();
    this.scaling = new Scaling(description.spec().scaler(), description.scales());
    this.singles = new NetworkForecasters(network, model.weights(), scaling, 1);
    this.batches = new NetworkForecasters(network, model.weights(), scaling, BATCH);
    this.layout =
        new WindowLayout(
            description.spec().network().topology(),
            description.spec().window().lookback(),
            description.spec().window().horizon(),
            description.columns().size(),
            description.dimensions().features());
    this.intervals = new Intervals(description.calibration());
    this.usualLevels = Stream.of(80.0, 95.0).filter(intervals::gives).toList();
  }

  public Model model() {
    return model;
  }

  /// Bytes of the weights and of the buffers that are kept between forecasts.
  public long bytes() {
    return (long) model.weights().length * Float.BYTES + singles.bytes() + batches.bytes();
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
    check(horizon, levels);
    List<Forecast> forecasts = new ArrayList<>(histories.size() * layout.targets());
    if (histories.isEmpty()) return forecasts;
    double[][][] widths = widths(horizon, levels);
    NetworkForecasters forecasters = histories.size() == 1 ? singles : batches;
    NetworkForecaster forecaster = forecasters.take();
    for (int from = 0; from < histories.size(); from += BATCH) {
      int to = Math.min(histories.size(), from + BATCH);
      List<ObservedSeries> known = new ArrayList<>(to - from);
      for (int i = from; i < to; i++) known.add(observed(i, histories.get(i), horizon));
      double[][] means = means(forecaster, known, horizon);
      for (int i = from; i < to; i++) {
        History history = histories.get(i);
        Context end = new Context(known.get(i - from), history.values()[0].length);
        for (int f = 0; f < layout.targets(); f++) {
          double unit = intervals.unit(end, f, layout.lookback());
          forecasts.add(forecast(history, f, means[i - from], unit, levels, widths));
        }
      }
    }
    // A forecaster that failed during its work is not given back.
    forecasters.giveBack(forecaster);
    return forecasts;
  }

  /// The default levels: 80 and 95, as far as the model has enough validation errors.
  public List<Double> usualLevels() {
    return usualLevels;
  }

  /// The reason why a history has no forecast of `horizon` steps; empty if it has one.
  public Optional<String> obstacle(History history, int horizon) {
    try {
      observed(history, 1);
      Long start = history.start();
      if (start != null)
        axis(history).requireRange(start, (long) history.values()[0].length + horizon);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  private void check(int horizon, List<Double> levels) {
    if (horizon < 1 || horizon > LONGEST) {
      throw new InfeasibleException(
          Subject.ForecastInput.HORIZON,
          "The horizon must be between 1 and %d, was %d.".formatted(LONGEST, horizon));
    }
    if (horizon > layout.horizon() && layout.columns() > layout.targets()) {
      throw new InfeasibleException(
          Subject.ForecastInput.HORIZON,
          ("The model reads covariates, whose future it does not know, so it forecasts at most its own horizon of %d steps;"
                  + " %d were asked for.")
              .formatted(layout.horizon(), horizon));
    }
    for (int i = 0; i < levels.size(); i++) {
      double level = levels.get(i);
      if (!(level > 0 && level < 100)) {
        throw new InfeasibleException(
            new Subject.Level(i),
            "A level is a percentage above 0 and below 100, was " + level + ".");
      }
    }
  }

  private ObservedSeries observed(int i, History history, int horizon) {
    try {
      return observed(history, horizon);
    } catch (IllegalArgumentException e) {
      throw new InfeasibleException(
          new Subject.HistoryValues(i),
          "The series '%s' gives no forecast: %s.".formatted(history.seriesId(), e.getMessage()));
    }
  }

  private ObservedSeries observed(History history, int horizon) {
    if (history.values().length != layout.columns()) {
      throw new IllegalArgumentException(
          "the model reads %d columns, the series has %d"
              .formatted(layout.columns(), history.values().length));
    }
    int room = (horizon - 1) / layout.horizon() * layout.horizon();
    ObservedSeries series =
        ObservedSeries.of(history.seriesId(), history.values(), layout.targets(), room);
    if (series.first() == series.steps())
      throw new IllegalArgumentException("at least one value of a target must be known");
    series.check(scaling, model.description().columns());
    return series;
  }

  /// Point forecasts of each history, `[histories][horizon, targets]`. Beyond the model's horizon, forecast steps are appended to
  /// the history and the model forecasts again.
  private double[][] means(
      NetworkForecaster forecaster, List<ObservedSeries> histories, int horizon) {
    int targets = layout.targets();
    double[][] means = new double[histories.size()][horizon * targets];
    double[] forecasts =
        new double[histories.size() * layout.horizon() * targets * forecaster.quantiles()];
    double[] row = new double[targets];
    for (int from = 0; from < horizon; from += layout.horizon()) {
      int steps = Math.min(layout.horizon(), horizon - from);
      boolean more = from + steps < horizon;
      List<Context> contexts = new ArrayList<>(histories.size());
      for (ObservedSeries history : histories) contexts.add(new Context(history, history.steps()));
      forecaster.forecast(contexts, layout, forecasts);
      for (int i = 0; i < histories.size(); i++) {
        int at = i * layout.horizon() * targets;
        for (int h = 0; h < steps; h++) {
          for (int f = 0; f < targets; f++)
            row[f] =
                forecasts[(at + h * targets + f) * forecaster.quantiles() + forecaster.point()];
          System.arraycopy(row, 0, means[i], (from + h) * targets, targets);
          if (more) histories.get(i).append(row);
        }
      }
    }
    return means;
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
  private Forecast forecast(
      History history,
      int target,
      double[] means,
      double unit,
      List<Double> levels,
      double[][][] widths) {
    int horizon = means.length / layout.targets();
    double floor = intervals.floor(target);
    double[] mean = new double[horizon];
    for (int h = 0; h < horizon; h++) mean[h] = means[h * layout.targets() + target];
    List<Interval> around = new ArrayList<>(levels.size());
    for (int l = 0; l < levels.size(); l++) {
      double[] lower = new double[horizon];
      double[] upper = new double[horizon];
      for (int h = 0; h < horizon; h++) {
        double width = unit * widths[l][target][h];
        lower[h] = Math.max(floor, mean[h] - width);
        upper[h] = Math.max(floor, mean[h] + width);
      }
      around.add(new Interval(levels.get(l), lower, upper));
    }
    String name = model.description().columns().get(target).name();
    return new Forecast(
        history.seriesId(),
        name,
        timestamps(history, horizon),
        steps(history, horizon),
        mean,
        around);
  }

  private @Nullable List<String> timestamps(History history, int horizon) {
    TimeAxis axis = axis(history);
    Long start = history.start();
    if (start == null || axis.frequency().unit() == Frequency.Unit.STEP) return null;
    int known = history.values()[0].length;
    List<String> timestamps = new ArrayList<>(horizon);
    for (int h = 0; h < horizon; h++) timestamps.add(axis.text(axis.plus(start, (long) known + h)));
    return timestamps;
  }

  private long[] steps(History history, int horizon) {
    TimeAxis axis = axis(history);
    Long start = history.start();
    if (start == null || axis.frequency().unit() != Frequency.Unit.STEP)
      return LongStream.rangeClosed(1, horizon).toArray();
    long known = history.values()[0].length;
    return LongStream.range(known, known + horizon).map(step -> axis.plus(start, step)).toArray();
  }

  private TimeAxis axis(History history) {
    Frequency frequency = history.frequency();
    return new TimeAxis(
        frequency == null ? model.description().frequency() : frequency,
        model.description().zone());
  }
}
