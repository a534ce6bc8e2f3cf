package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Kernels;

/// A pass through a [SegmentNetwork].
public final class SegmentPass extends Pass {
  final SegmentBatch batch;
  final SegmentWorkspace workspace;

  public SegmentPass(Kernels kernels, SegmentBatch batch, SegmentWorkspace workspace) {
    super(kernels, workspace.stride, workspace.training);
    this.batch = batch;
    this.workspace = workspace;
  }

  /// A pass over `columns` of the windows that are now in the batch.
  ///
  /// @param dropoutKey determines which outputs are dropped in a training workspace
  public SegmentPass over(Columns columns, long dropoutKey) {
    return over(columns.from(), columns.to(), dropoutKey);
  }

  /// As above, over the columns `[from, to)`, which are whole panels.
  public SegmentPass over(int from, int to, long dropoutKey) {
    this.from = from / Kernels.COLUMNS;
    this.to = to / Kernels.COLUMNS;
    this.dropoutKey = dropoutKey;
    return this;
  }
}
