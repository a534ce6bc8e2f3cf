package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Kernels;

/// One thread's way through a network with a batch, there and back: what is the same for all steps and modules. Made once for
/// each thread and set anew for each batch, so that a step allocates nothing.
public final class Pass {
  final Kernels kernels;
  final Batch batch;
  final Workspace workspace;

  /// First panel at work. A panel is 16 columns of the batch, one column for each window, that stand together in memory.
  int from;

  /// The panel behind the last one at work.
  int to;

  /// First real step of each column; those before it are padding, at which the state stays as it is.
  final int[] start;

  /// Steps from this one on are real in every column; at those before it some columns are masked, which means that they are
  /// still in their padding.
  int masked;

  /// Steps after which the gradient through time is cut; 0 for never.
  int truncation;

  /// Chooses the outputs that are dropped.
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

  /// A pass over `columns` of the windows that the batch holds now.
  ///
  /// @param truncation steps after which the gradient through time is cut, 0 for never
  /// @param dropoutKey chooses the outputs that layers drop in a workspace for training
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
