package dev.rondo.forecasting.window;

import dev.rondo.engine.memory.Arena;
import dev.rondo.engine.network.Batch;
import dev.rondo.engine.training.BatchSource;
import dev.rondo.forecasting.scaling.Scaling;
import dev.rondo.forecasting.scaling.WindowScale;

/// The windows of one part of a split.
///
/// A window forecasts the `horizon` steps from its origin on, all of them inside the part. The `lookback` steps before its origin
/// may lie in earlier parts (history only), never in later ones. Origins are `stride` steps apart in every part. If a series is
/// too short for a whole window in a part, it has one window there, padded at the front, provided that at least one step of
/// history and the whole horizon remain. Windows without an observed target in lookback or horizon are left out.
public final class Windows implements BatchSource {
  private static final int MOST = 1 << 30;

  private final Observations data;
  private final Scaling scaling;
  private final WindowLayout layout;
  private final Segments segments;
  private final Segments.Part part;
  private final int[] series; // [windows]
  private final int[] origins; // [windows]
  private int size;

  private Windows(
      Observations data,
      Scaling scaling,
      Segments segments,
      Segments.Part part,
      WindowLayout layout,
      int stride) {
    this.data = data;
    this.scaling = scaling;
    this.layout = layout;
    this.segments = segments;
    this.part = part;
    Places places = new Places(Arena.heap(), count(data, segments, part, layout, stride));
    this.series = places.series;
    this.origins = places.origins;
    cut(data, segments, part, layout, stride, this::add);
  }

  /// The places of windows.
  @SuppressWarnings("ArrayRecordComponent")
  private record Places(int[] series, int[] origins) {
    Places(Arena arena, int windows) {
      this(arena.ints(windows), arena.ints(windows));
    }
  }

  /// Bytes for a number of windows.
  static long bytes(int windows) {
    return Arena.bytes(arena -> new Places(arena, windows));
  }

  /// Throws [IllegalArgumentException] if there are more than 2^30 windows.
  public static Windows of(
      Observations data,
      Scaling scaling,
      Segments segments,
      Segments.Part part,
      WindowLayout layout,
      int stride) {
    return new Windows(data, scaling, segments, part, layout, stride);
  }

  /// Number of windows, without creating them. Throws [IllegalArgumentException] if there are more than 2^30.
  public static int count(
      Observations data, Segments segments, Segments.Part part, WindowLayout layout, int stride) {
    int[] count = {0};
    cut(data, segments, part, layout, stride, (_, _) -> count[0] = more(count[0]));
    return count[0];
  }

  /// Receives the windows of a series.
  private interface Sink {
    void window(int series, int origin);
  }

  private static void cut(
      Observations data,
      Segments segments,
      Segments.Part part,
      WindowLayout layout,
      int stride,
      Sink sink) {
    for (int s = 0; s < data.series(); s++) {
      ObservedSeries one = data.get(s);
      int last = segments.to(part, s) - layout.horizon();
      if (last < segments.from(part, s) || last <= one.first()) continue;
      int[] observed = one.complete() ? null : observedBefore(one);
      long whole = Math.max(segments.from(part, s), (long) one.first() + layout.lookback());
      for (long origin = Math.min(whole, last); origin <= last; origin += stride) {
        if (observed == null || known(one, (int) origin, observed, layout))
          sink.window(s, (int) origin);
      }
    }
  }

  /// Whether lookback and horizon have an observed target each.
  private static boolean known(
      ObservedSeries one, int origin, int[] observed, WindowLayout layout) {
    int begin = Math.max(one.first(), origin - layout.lookback());
    return observed[origin] > observed[begin]
        && observed[origin + layout.horizon()] > observed[origin];
  }

  /// Number of observed target values before each step.
  private static int[] observedBefore(ObservedSeries one) {
    int[] before = new int[one.steps() + 1];
    for (int t = 0; t < one.steps(); t++) {
      before[t + 1] = before[t];
      for (int f = 0; f < one.targets(); f++) if (one.observed(f, t)) before[t + 1]++;
    }
    return before;
  }

  private void add(int s, int origin) {
    series[size] = s;
    origins[size] = origin;
    size++;
  }

  private static int more(int windows) {
    if (windows == MOST)
      throw new IllegalArgumentException("there are more than 2^30 windows; use a larger stride");
    return windows + 1;
  }

  @Override
  public int size() {
    return size;
  }

  /// The part that contains their forecast steps.
  public Segments.Part part() {
    return part;
  }

  public WindowLayout layout() {
    return layout;
  }

  public Observations data() {
    return data;
  }

  /// Number of the series of a window.
  public int series(int window) {
    return series[window];
  }

  /// First forecast step of a window.
  public int origin(int window) {
    return origins[window];
  }

  /// Number of history steps of a window: the lookback, or fewer in a short series.
  public int history(int window) {
    return context(window).history(layout.lookback());
  }

  /// The input of a forecaster at the origin of a window.
  public Context context(int window) {
    return new Context(data.get(series[window]), origins[window]);
  }

  @Override
  public void fill(Batch batch, int[] windows, int from, int count) {
    WindowScale scale = new WindowScale(scaling);
    batch.size = count;
    for (int b = 0; b < count; b++) {
      int window = windows[from + b];
      Context context = context(window);
      layout.history(batch, b, context, scale);
      int counted = segments.from(part, series[window]);
      if (layout.topology().recipe().followsEveryStep()) {
        followers(batch, b, context, scale, counted);
      } else {
        block(batch, b, 0, context.series(), context.origin(), scale, counted);
      }
    }
    layout.clearRest(batch);
  }

  /// Writes the horizon after each step of the lookback.
  private void followers(Batch batch, int b, Context context, WindowScale scale, int counted) {
    int rows = layout.horizon() * layout.targets();
    int padding = layout.lookback() - context.history(layout.lookback());
    for (int t = 0; t < layout.lookback(); t++) {
      if (t < padding) {
        for (int row = t * rows; row < (t + 1) * rows; row++) {
          batch.targets[row * batch.stride + b] = 0;
          batch.weights[row * batch.stride + b] = 0;
        }
      } else {
        int step = context.origin() - layout.lookback() + t + 1;
        block(batch, b, t * rows, context.series(), step, scale, counted);
      }
    }
  }

  /// Writes `horizon` steps from `step` on as target rows from `row` on; only those from `counted` on have weight.
  private void block(
      Batch batch, int b, int row, ObservedSeries one, int step, WindowScale scale, int counted) {
    int next = layout.targets() * batch.stride;
    for (int f = 0; f < layout.targets(); f++) {
      int cell = (row + f) * batch.stride + b;
      scale.apply(f, one.filled(f), step, layout.horizon(), batch.targets, cell, next);
      for (int h = 0; h < layout.horizon(); h++, cell += next) {
        boolean counts = step + h >= counted && (one.complete() || one.observed(f, step + h));
        batch.weights[cell] = counts ? 1 : 0;
      }
    }
  }
}
