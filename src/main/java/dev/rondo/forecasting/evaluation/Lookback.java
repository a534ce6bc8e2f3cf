package dev.rondo.forecasting.evaluation;

import dev.rondo.engine.memory.Arena;
import dev.rondo.forecasting.window.Context;
import dev.rondo.forecasting.window.ObservedSeries;
import dev.rondo.forecasting.window.WindowLayout;

/// The input of a forecaster from one window, in the units of the data, with missing values filled forward as in the network's
/// inputs; reused from window to window.
final class Lookback {
  final int steps;
  final int columns;

  /// `[steps, columns]`; steps before `start` repeat the one at `start`.
  final double[] values;

  /// First step of the series that lies in the lookback.
  int start;

  Lookback(WindowLayout layout) {
    this(Arena.heap(), layout);
  }

  Lookback(Arena arena, WindowLayout layout) {
    this.steps = layout.lookback();
    this.columns = layout.columns();
    this.values = arena.doubles(Math.multiplyFull(steps, columns));
  }

  void read(Context context) {
    ObservedSeries series = context.series();
    start = steps - context.history(steps);
    int shift = context.origin() - steps;
    for (int k = 0; k < steps; k++) {
      int step = Math.max(k, start) + shift;
      for (int c = 0; c < columns; c++) values[k * columns + c] = series.value(c, step);
    }
  }

  double value(int step, int column) {
    return values[step * columns + column];
  }

  double last(int column) {
    return value(steps - 1, column);
  }
}
