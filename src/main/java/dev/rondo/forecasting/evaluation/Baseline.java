package dev.rondo.forecasting.evaluation;

import dev.rondo.forecasting.forecaster.Forecaster;
import dev.rondo.forecasting.window.Context;
import dev.rondo.forecasting.window.ObservedSeries;
import dev.rondo.forecasting.window.WindowLayout;
import dev.rondo.forecasting.window.Windows;
import java.util.List;

/// A simple forecast with which models are compared. The first four are those of Hyndman and Athanasopoulos, Forecasting:
/// Principles and Practice (3rd ed. 2021), section 5.2. Below, T is the last step before the forecast and h counts the steps of
/// the horizon from 1.
public sealed interface Baseline extends Forecaster {
  /// A baseline that reads the same lookback as the network.
  sealed interface OfLookback extends Baseline {
    /// @param forecast `[horizon, targets]`, written from `at` on
    void forecast(Lookback lookback, WindowLayout layout, double[] forecast, int at);

    @Override
    default void forecast(List<Context> contexts, WindowLayout layout, double[] forecasts) {
      Lookback lookback = new Lookback(layout);
      for (int i = 0; i < contexts.size(); i++) {
        lookback.read(contexts.get(i));
        forecast(lookback, layout, forecasts, i * layout.horizon() * layout.targets());
      }
    }
  }

  /// The last value: `f(T + h) = y(T)`.
  record Naive() implements OfLookback {
    @Override
    public String name() {
      return "naive";
    }

    @Override
    public void forecast(Lookback lookback, WindowLayout layout, double[] forecast, int at) {
      for (int h = 0; h < layout.horizon(); h++) {
        for (int f = 0; f < layout.targets(); f++) forecast[at++] = lookback.last(f);
      }
    }
  }

  /// The value one season earlier: `f(T + h) = y(T + h - m k)` with the smallest k for which it is observed, or the last value if
  /// the history is shorter than a season. It reads the whole history of the series, because a lookback may be shorter than a
  /// season.
  record SeasonalNaive(int season) implements Baseline {
    @Override
    public String name() {
      return "seasonal-naive";
    }

    /// Whether there is a season before the forecast of a window.
    boolean showsIn(Windows windows) {
      for (int i = 0; i < windows.size(); i++)
        if (windows.origin(i) - windows.data().first(windows.series(i)) >= season) return true;
      return false;
    }

    @Override
    public void forecast(List<Context> contexts, WindowLayout layout, double[] forecasts) {
      int at = 0;
      for (Context context : contexts) {
        ObservedSeries series = context.series();
        for (int h = 0; h < layout.horizon(); h++) {
          for (int f = 0; f < layout.targets(); f++)
            forecasts[at++] = series.value(f, step(series, f, context.origin(), h));
        }
      }
    }

    /// The step whose value is repeated.
    private int step(ObservedSeries series, int target, int origin, int h) {
      int step = origin - season + h % season;
      while (step >= series.first()) {
        if (series.observed(target, step)) return step;
        step -= season;
      }
      return origin - 1;
    }
  }

  /// The line through the first and the last value: `f(T + h) = y(T) + h (y(T) - y(1)) / (T - 1)`.
  record Drift() implements OfLookback {
    @Override
    public String name() {
      return "drift";
    }

    @Override
    public void forecast(Lookback lookback, WindowLayout layout, double[] forecast, int at) {
      int intervals = lookback.steps - 1 - lookback.start;
      for (int h = 0; h < layout.horizon(); h++) {
        for (int f = 0; f < layout.targets(); f++) {
          double rise = lookback.last(f) - lookback.value(lookback.start, f);
          forecast[at++] = lookback.last(f) + (intervals == 0 ? 0 : (h + 1) * rise / intervals);
        }
      }
    }
  }

  /// The mean of the lookback: `f(T + h) = (y(1) + ... + y(T)) / T`.
  record Mean() implements OfLookback {
    @Override
    public String name() {
      return "mean";
    }

    @Override
    public void forecast(Lookback lookback, WindowLayout layout, double[] forecast, int at) {
      for (int f = 0; f < layout.targets(); f++) {
        double sum = 0;
        for (int k = lookback.start; k < lookback.steps; k++) sum += lookback.value(k, f);
        double mean = sum / (lookback.steps - lookback.start);
        for (int h = 0; h < layout.horizon(); h++) forecast[at + h * layout.targets() + f] = mean;
      }
    }
  }

  /// A linear map from the lookback to the horizon, fitted by least squares; see [LinearFit].
  ///
  /// @param inputs number of inputs: the last steps of the lookback times columns
  /// @param coefficients `[inputs + 1, horizon * targets]`, the last row the intercept
  /// @param means training mean of each column, which is subtracted from the inputs
  /// @param widths training width of each column, by which the inputs are divided
  @SuppressWarnings("ArrayRecordComponent")
  record Linear(int inputs, double[] coefficients, double[] means, double[] widths)
      implements OfLookback {
    @Override
    public String name() {
      return "linear";
    }

    @Override
    public void forecast(Lookback lookback, WindowLayout layout, double[] forecast, int at) {
      int outputs = layout.horizon() * layout.targets();
      System.arraycopy(coefficients, inputs * outputs, forecast, at, outputs);
      int skipped = lookback.values.length - inputs;
      for (int i = 0; i < inputs; i++) {
        int column = i % lookback.columns;
        double x = (lookback.values[skipped + i] - means[column]) / widths[column];
        int row = i * outputs;
        for (int o = 0; o < outputs; o++) forecast[at + o] += x * coefficients[row + o];
      }
      for (int o = 0; o < outputs; o++) {
        int target = o % layout.targets();
        forecast[at + o] = forecast[at + o] * widths[target] + means[target];
      }
    }
  }
}
