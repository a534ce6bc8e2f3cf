package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Kernels;

/// The forward and backward pass of one thread: everything that is the same for all steps and modules. Created once for each
/// thread and set for each batch, so that a step allocates nothing.
public final class Pass {
  final Kernels kernels;
  final Batch batch;
  final Workspace workspace;

  /// First panel of this pass. A panel is 16 columns of the batch, one for each window, that are adjacent in memory.
  int from;

  /// The panel after the last one of this pass.
  int to;

  /// First real step of each column; the steps before it are padding, at which the state does not change.
  final int[] start;

  /// From this step on, all columns are real. Before it, some columns are masked, which means that they are still in their
  /// padding.
  int masked;

  /// Number of steps after which the gradient through time is cut; 0 for never.
  int truncation;

  /// Determines which outputs are dropped.
  long dropoutKey;

  public Pass(Kernels kernels, Batch batch, Workspace workspace) {
    this.kernels = kernels;
    this.batch = batch;
    this.workspace = workspace;
    this.start = batch.start;
  }

  /// A pass over `columns` for inference.
  public Pass over(Columns columns) {
    return over(columns, 0, 0);
  }

  /// A pass over `columns` of the windows that are now in the batch.
  ///
  /// @param truncation number of steps after which the gradient through time is cut; 0 for never
  /// @param dropoutKey determines which outputs the layers drop in a training workspace
  public Pass over(Columns columns, int truncation, long dropoutKey) {
    this.from = columns.firstPanel();
    this.to = columns.endPanel();
    this.masked = batch.masked();
    this.truncation = truncation;
    this.dropoutKey = dropoutKey;
    return this;
  }

  boolean training() {
    return workspace.training;
  }
}
