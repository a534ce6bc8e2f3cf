package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Kernels;

/// The forward and backward pass of one thread: everything that is the same for all steps and modules. Created once for each
/// thread and set for each batch, so that a step allocates nothing.
public abstract sealed class Pass permits NetworkPass, SegmentPass {
  private static final int[] UNPADDED = {};

  final Kernels kernels;

  /// Columns of a row of the workspace.
  final int stride;

  private final boolean training;

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

  Pass(Kernels kernels, int stride, boolean training, int[] start) {
    this.kernels = kernels;
    this.stride = stride;
    this.training = training;
    this.start = start;
  }

  /// A pass over windows without padding.
  Pass(Kernels kernels, int stride, boolean training) {
    this(kernels, stride, training, UNPADDED);
  }

  boolean training() {
    return training;
  }
}
