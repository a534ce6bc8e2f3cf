package dev.rondo.forecasting.member;

import java.util.List;

/// Inputs of a ridge beside the past of the target.
public interface FurtherInputs {
  /// No further inputs.
  FurtherInputs NONE =
      new FurtherInputs() {
        @Override
        public List<Integer> widths() {
          return List.of();
        }

        @Override
        public void write(int series, int origin, double[] into, int at) {}
      };

  /// Numbers of inputs of each column, in their order.
  List<Integer> widths();

  /// Writes the inputs of a window; they do not depend on steps from its origin on.
  ///
  /// @param series number of the series among those of the fit
  /// @param origin step after the last one of the window, counted from the first value of the series
  void write(int series, int origin, double[] into, int at);

  default int count() {
    return widths().stream().mapToInt(Integer::intValue).sum();
  }
}
