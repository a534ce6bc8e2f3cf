package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Kernels;

/// Windows that pass through a network together, one in each column, and the division of the columns among threads.
public abstract sealed class Bundle permits Batch, SegmentBatch {
  /// Columns of every row: the capacity rounded up to a multiple of 16.
  public final int stride;

  /// Largest number of windows.
  public final int capacity;

  /// Number of windows in use; the columns after them must have weight 0 and finite inputs.
  public int size;

  private final Columns[] used; // for each number of groups of columns
  private volatile Columns[][] parts = {}; // of each of them, for the number of threads asked last

  Bundle(int capacity) {
    this.capacity = capacity;
    this.stride = Columns.roundUp(capacity);
    this.used = new Columns[stride / Kernels.COLUMNS + 1];
    for (int i = 0; i < used.length; i++) used[i] = new Columns(stride, 0, i * Kernels.COLUMNS);
  }

  /// The columns in use.
  public Columns used() {
    return used[Columns.roundUp(size) / Kernels.COLUMNS];
  }

  /// Part `part` of `parts` of the columns in use.
  public Columns used(int part, int parts) {
    int groups = Columns.roundUp(size) / Kernels.COLUMNS;
    Columns[][] cut = this.parts;
    if (cut.length == 0 || cut[0].length != parts) this.parts = cut = cut(parts);
    return cut[groups][part];
  }

  private Columns[][] cut(int parts) {
    Columns[][] cut = new Columns[used.length][parts];
    for (int groups = 0; groups < used.length; groups++)
      for (int part = 0; part < parts; part++) cut[groups][part] = used[groups].part(part, parts);
    return cut;
  }
}
