package dev.rondo.forecasting.scaling;

import dev.rondo.engine.memory.Arena;

/// The scale of one window, with a reversible map of each column. Reused from window to window; not thread-safe.
public final class WindowScale {
  private final Scaling scaling;
  private final double[] offsets; // [columns]
  private final double[] factors; // [columns]

  public WindowScale(Scaling scaling) {
    this(Arena.heap(), scaling);
    for (int c = 0; c < offsets.length; c++) set(c, scaling.columns().get(c));
  }

  private WindowScale(Arena arena, Scaling scaling) {
    this.scaling = scaling;
    int columns = scaling.columns().size();
    this.offsets = arena.doubles(columns);
    this.factors = arena.doubles(columns);
  }

  /// Bytes of one object.
  public static long bytes(int columns) {
    return Arena.bytes(arena -> new WindowScale(arena, Scaling.identity(columns)));
  }

  private void set(int column, Scale scale) {
    offsets[column] = scale.offset();
    factors[column] = scale.factor();
  }

  /// Whether the scale of the targets depends on the window.
  public boolean isRelative() {
    return scaling.scaler() instanceof Scaler.Relative;
  }

  /// Sets the scale of a target from its history; does nothing unless the scaler is relative.
  public void fit(int target, Past past) {
    if (scaling.scaler() instanceof Scaler.Relative relative)
      set(target, relative.at(past, scaling.columns().get(target)));
  }

  /// Scales `count` values of a column, from `values[at]` on, into every `stride`-th element from `cells[cell]` on. NaN, which is a
  /// value before the first observed one, becomes 0.
  public void apply(
      int column, double[] values, int at, int count, float[] cells, int cell, int stride) {
    double offset = offsets[column];
    double factor = factors[column];
    for (int i = 0; i < count; i++, cell += stride) {
      float scaled = (float) ((values[at + i] - offset) * factor);
      cells[cell] = Float.isNaN(scaled) ? 0 : scaled;
    }
  }

  /// Transforms a scaled value back to the units of the data.
  public double invert(int column, double scaled) {
    return scaled / factors[column] + offsets[column];
  }
}
