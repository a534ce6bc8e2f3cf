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
/// @param fresh first step that this request added; the step after the last one if it added none
@SuppressWarnings("ArrayRecordComponent")
record SeriesWindow(
    String id, @Nullable Long start, long first, double[] values, long seq, long fresh) {
  /// Steps that are kept beside the window of the model, in which an observed first step is looked for.
  static final int SPARE = 100;

  private static final long BYTES = 200;

  /// A series without values.
  static SeriesWindow empty(String id, @Nullable Long start, long seq) {
    return new SeriesWindow(id, start, 0, new double[0], seq, 0);
  }

  /// A window without fresh steps.
  static SeriesWindow stored(
      String id, @Nullable Long start, long first, double[] values, long seq) {
    return new SeriesWindow(id, start, first, values, seq, first + values.length);
  }

  /// The same values, changed last by another request.
  SeriesWindow by(long request) {
    return new SeriesWindow(id, start, first, values, request, fresh);
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
      return new SeriesWindow(id, start, first, changed, by, by == seq ? fresh : next());
    }
    int length = Math.toIntExact(step - first + 1);
    int left = surplus(length, Double.isNaN(value) ? observed() : length, window);
    double[] longer = new double[length - left];
    int kept = Math.max(0, values.length - left);
    System.arraycopy(values, values.length - kept, longer, 0, kept);
    Arrays.fill(longer, kept, longer.length, Double.NaN);
    longer[longer.length - 1] = value;
    return new SeriesWindow(
        id, start, first + left, longer, by, by == seq ? Math.min(fresh, step) : step);
  }

  /// The end of a longer series.
  SeriesWindow shortened(int window) {
    int left = surplus(values.length, observed(), window);
    if (left == 0) return this;
    return new SeriesWindow(
        id, start, first + left, Arrays.copyOfRange(values, left, values.length), seq, fresh);
  }

  /// Number of steps up to the last observed one.
  private int observed() {
    int observed = values.length;
    while (observed > 0 && Double.isNaN(values[observed - 1])) observed--;
    return observed;
  }

  /// Number of the oldest steps that are not kept. The window ends with the last observed step, unless so many are missing after
  /// it that they would fill twice the room.
  private static int surplus(int length, int observed, int window) {
    int room = window + SPARE;
    return Math.max(0, Math.max(observed - room, length - 2 * room));
  }

  /// The steps that the model reads up to the last observed one, and those after it. They begin with an observed one, from which
  /// missing values are filled forward.
  History history(int window, TimeAxis axis) {
    return history(observed(), values.length, window, axis);
  }

  /// The steps that the model reads before a step that is kept.
  History before(long step, int window, TimeAxis axis) {
    int end = (int) (step - first);
    return history(end, end, window, axis);
  }

  /// @param last step after the last one of the window of the model, counted from the first one that is kept
  private History history(int last, int end, int window, TimeAxis axis) {
    int from = Math.max(0, last - window);
    while (from > 0 && Double.isNaN(values[from])) from--;
    double[][] read = {Arrays.copyOfRange(values, from, end)};
    Long at = start == null ? null : (Long) axis.plus(start, first + from);
    return new History(id, at, read, read[0].length, StaticValues.NONE, axis.frequency());
  }
}
