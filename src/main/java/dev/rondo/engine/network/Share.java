package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Kernels;

/// One thread's share of the parameters' gradient: part `part` of `parts` of the columns of each matrix, summed over all
/// windows of the batch. Created once for each thread and reused from batch to batch.
public final class Share {
  final Kernels kernels;
  private final Bundle bundle;
  private final int part;
  private final int parts;
  final float[] scratch;

  /// @param scratch [Kernels#SCRATCH] floats that only this thread uses
  public Share(Kernels kernels, Bundle bundle, int part, int parts, float[] scratch) {
    this.kernels = kernels;
    this.bundle = bundle;
    this.part = part;
    this.parts = parts;
    this.scratch = scratch;
  }

  /// First column of this share in a matrix of `width` columns.
  int from(int width) {
    return (int) ((long) width * part / parts);
  }

  /// The column after the last one.
  int to(int width) {
    return (int) ((long) width * (part + 1) / parts);
  }

  /// Panels in use.
  int panels() {
    return bundle.used().endPanel();
  }
}
