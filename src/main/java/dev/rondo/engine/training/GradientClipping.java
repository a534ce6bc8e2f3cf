package dev.rondo.engine.training;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Scales the whole gradient down to a maximum global norm (Pascanu et al. 2013).
public record GradientClipping(double maxNorm) {
  static final int SUMS = 16;

  public GradientClipping {
    if (!(maxNorm > 0 && maxNorm <= 1e9))
      throw new IllegalArgumentException("maxNorm must be in (0, 1e9], was " + maxNorm);
  }

  /// The factor for the gradient.
  ///
  /// @param norm of the gradient
  static float scale(@Nullable GradientClipping clipping, double norm) {
    return clipping == null || !(norm > clipping.maxNorm) ? 1f : (float) (clipping.maxNorm / norm);
  }

  /// The Euclidean norm, its squares summed in 16 partial sums.
  ///
  /// @param sums [#SUMS] numbers of scratch space
  static double norm(float[] gradient, double[] sums) {
    Arrays.fill(sums, 0);
    for (int i = 0; i < gradient.length; i++)
      sums[i & SUMS - 1] += (double) gradient[i] * gradient[i];
    double sum = 0;
    for (double partial : sums) sum += partial;
    return Math.sqrt(sum);
  }
}
