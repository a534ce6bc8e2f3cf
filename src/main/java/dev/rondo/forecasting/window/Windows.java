package dev.rondo.forecasting.window;

import dev.rondo.engine.network.Batch;
import dev.rondo.engine.network.Topology;
import dev.rondo.engine.training.BatchSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The windows of one part of a split.
///
/// A window forecasts the `horizon` steps from its origin on, all of them inside the part; the `lookback` steps before its
/// origin may lie left of the part's border (history only), never right of it. Origins are `stride` steps apart in every part.
/// A series too short for a whole window in a part gives one window there, padded at the front, as long as one step of history
/// and the whole horizon remain. Windows without an observed target in lookback or horizon are left out.
public final class Windows implements BatchSource {
  private final ScaledSeries data;
  private final WindowLayout layout;
  private final Segments segments;
  private final Segments.Part part;
  private int[] series = new int[16]; // [windows]
  private int[] origins = new int[16]; // [windows]
  private int size;

  private Windows(
      ScaledSeries data, Segments segments, Segments.Part part, WindowLayout layout, int stride) {
    this.data = data;
    this.layout = layout;
    this.segments = segments;
    this.part = part;
    for (int i = 0; i < data.series(); i++) cut(i, stride);
    this.series = Arrays.copyOf(series, size);
    this.origins = Arrays.copyOf(origins, size);
  }

  /// Throws [IllegalArgumentException] where there are more than 2^30 windows.
  public static Windows of(
      ScaledSeries data, Segments segments, Segments.Part part, WindowLayout layout, int stride) {
    return new Windows(data, segments, part, layout, stride);
  }

  private void cut(int s, int stride) {
    int first = data.first(s);
    int last = segments.to(part, s) - layout.horizon();
    if (last < segments.from(part, s) || last <= first) return;
    int[] observed = data.complete() ? null : observedBefore(s);
    long whole = Math.max(segments.from(part, s), (long) first + layout.lookback());
    if (whole > last) {
      add(s, last, observed);
    } else {
      for (long origin = whole; origin <= last; origin += stride) add(s, (int) origin, observed);
    }
  }

  private void add(int s, int origin, int @Nullable [] observed) {
    if (observed != null) {
      int begin = Math.max(data.first(s), origin - layout.lookback());
      boolean known = observed[origin] > observed[begin];
      boolean scored = observed[origin + layout.horizon()] > observed[origin];
      if (!known || !scored) return;
    }
    if (size == series.length) {
      if (size > 1 << 29)
        throw new IllegalArgumentException("there are more than 2^30 windows; use a larger stride");
      series = Arrays.copyOf(series, 2 * size);
      origins = Arrays.copyOf(origins, 2 * size);
    }
    series[size] = s;
    origins[size++] = origin;
  }

  /// Observed target values before each step.
  private int[] observedBefore(int s) {
    int[] before = new int[data.steps(s) + 1];
    for (int t = 0; t < data.steps(s); t++) {
      before[t + 1] = before[t];
      for (int f = 0; f < data.targets; f++) if (data.observed(s, f, t)) before[t + 1]++;
    }
    return before;
  }

  @Override
  public int size() {
    return size;
  }

  /// The part whose steps they forecast.
  public Segments.Part part() {
    return part;
  }

  public WindowLayout layout() {
    return layout;
  }

  public ScaledSeries data() {
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

  /// Steps of history that a window has: the lookback, or less in a short series.
  public int history(int window) {
    return Math.min(layout.lookback(), origins[window] - data.first(series[window]));
  }

  @Override
  public void fill(Batch batch, int[] windows, int from, int count) {
    batch.size = count;
    for (int b = 0; b < count; b++) {
      int window = windows[from + b];
      int s = series[window];
      int real = history(window);
      layout.history(batch, b, data.values, data.at(s, origins[window] - real), real);
      if (layout.topology() instanceof Topology.Seq2Seq) {
        followers(batch, b, s, origins[window], real);
      } else {
        block(batch, b, 0, s, origins[window], segments.from(part, s));
      }
    }
    layout.clearRest(batch);
  }

  /// The horizon after each step of the lookback.
  private void followers(Batch batch, int lane, int s, int origin, int real) {
    int rows = layout.horizon() * layout.targets();
    int padding = layout.lookback() - real;
    for (int t = 0; t < layout.lookback(); t++) {
      if (t < padding) {
        for (int row = t * rows; row < (t + 1) * rows; row++) {
          batch.targets[row * batch.lanes + lane] = 0;
          batch.weights[row * batch.lanes + lane] = 0;
        }
      } else {
        block(batch, lane, t * rows, s, origin - layout.lookback() + t + 1, segments.from(part, s));
      }
    }
  }

  /// `horizon` steps from `step` on, as target rows from `row` on; only those from `counted` on count.
  private void block(Batch batch, int lane, int row, int s, int step, int counted) {
    int cell = row * batch.lanes + lane;
    int at = data.at(s, step);
    boolean complete = data.complete();
    for (int h = 0; h < layout.horizon(); h++, at += layout.columns()) {
      boolean inside = step + h >= counted;
      for (int f = 0; f < layout.targets(); f++, cell += batch.lanes) {
        batch.targets[cell] = data.values[at + f];
        batch.weights[cell] = inside && (complete || data.observed(s, f, step + h)) ? 1 : 0;
      }
    }
  }

  /// Bytes of the index, without the series.
  public long bytes() {
    return 8L * size;
  }
}
