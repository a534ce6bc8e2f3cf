package dev.rondo.server.stream;

import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.series.StaticValues;
import dev.rondo.forecasting.series.TimeAxis;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The latest values of one series. Immutable.
///
/// @param start position of step 0; null if the series has no times
/// @param first first step that is kept
/// @param values `[steps from first on]`, NaN is missing
/// @param seq number of the request that changed it last
@SuppressWarnings("ArrayRecordComponent")
record SeriesWindow(String id, @Nullable Long start, long first, double[] values, long seq) {
  /// Steps that are kept beside the window of the model, in which an observed first step is looked for.
  static final int SPARE = 100;

  private static final long BYTES = 200;

  /// A series without values.
  static SeriesWindow empty(String id, @Nullable Long start, long seq) {
    return new SeriesWindow(id, start, 0, new double[0], seq);
  }

  /// The step after the last one.
  long next() {
    return first + values.length;
  }

  long bytes() {
    return BYTES + (long) Double.BYTES * values.length;
  }

  /// The value of a step that is kept.
  double value(long step) {
    return values[(int) (step - first)];
  }

  /// The window with a value of a step that is kept or later; steps between are missing, and the oldest steps are left out.
  ///
  /// @param window steps that the model reads
  SeriesWindow with(long step, double value, int window, long by) {
    if (step < next()) {
      double[] changed = values.clone();
      changed[(int) (step - first)] = value;
      return new SeriesWindow(id, start, first, changed, by);
    }
    int length = Math.toIntExact(step - first + 1);
    int left = Math.max(0, length - window - SPARE);
    double[] longer = new double[length - left];
    int kept = Math.max(0, values.length - left);
    System.arraycopy(values, values.length - kept, longer, 0, kept);
    Arrays.fill(longer, kept, longer.length, Double.NaN);
    longer[longer.length - 1] = value;
    return new SeriesWindow(id, start, first + left, longer, by);
  }

  /// The end of a longer series.
  SeriesWindow shortened(int window) {
    int left = Math.max(0, values.length - window - SPARE);
    if (left == 0) return this;
    return new SeriesWindow(
        id, start, first + left, Arrays.copyOfRange(values, left, values.length), seq);
  }

  /// The steps that the model reads. They begin with an observed one, from which missing values are filled forward.
  History history(int window, TimeAxis axis) {
    int from = Math.max(0, values.length - window);
    while (from > 0 && Double.isNaN(values[from])) from--;
    double[][] read = {Arrays.copyOfRange(values, from, values.length)};
    Long at = start == null ? null : (Long) axis.plus(start, first + from);
    return new History(id, at, read, read[0].length, StaticValues.NONE, axis.frequency());
  }
}
