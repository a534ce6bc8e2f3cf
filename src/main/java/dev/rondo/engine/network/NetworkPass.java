package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Kernels;

/// A pass through a [Network].
public final class NetworkPass extends Pass {
  final Batch batch;
  final Workspace workspace;

  public NetworkPass(Kernels kernels, Batch batch, Workspace workspace) {
    super(kernels, workspace.stride, workspace.training, batch.start);
    this.batch = batch;
    this.workspace = workspace;
  }

  /// A pass over `columns` for inference.
  public NetworkPass over(Columns columns) {
    return over(columns, 0, 0);
  }

  /// A pass over `columns` of the windows that are now in the batch.
  ///
  /// @param truncation number of steps after which the gradient through time is cut; 0 for never
  /// @param dropoutKey determines which outputs the layers drop in a training workspace
  public NetworkPass over(Columns columns, int truncation, long dropoutKey) {
    this.from = columns.firstPanel();
    this.to = columns.endPanel();
    this.masked = batch.masked();
    this.truncation = truncation;
    this.dropoutKey = dropoutKey;
    return this;
  }
}
