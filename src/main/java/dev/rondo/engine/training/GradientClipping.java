package dev.rondo.engine.training;

/// Scales the whole gradient down to a largest global norm (Pascanu et al. 2013).
public record GradientClipping(double maxNorm) {
  public GradientClipping {
    if (!(maxNorm > 0 && maxNorm <= 1e9))
      throw new IllegalArgumentException("maxNorm must be in (0, 1e9], was " + maxNorm);
  }

  /// Scales `gradient` where its norm is above the limit.
  ///
  /// @param norm of the gradient
  void apply(float[] gradient, double norm) {
    if (!(norm > maxNorm)) return;
    float scale = (float) (maxNorm / norm);
    for (int i = 0; i < gradient.length; i++) gradient[i] *= scale;
  }

  /// The Euclidean norm, its squares summed in 16 virtual lanes.
  static double norm(float[] gradient) {
    double[] sums = new double[16];
    for (int i = 0; i < gradient.length; i++) sums[i & 15] += (double) gradient[i] * gradient[i];
    double sum = 0;
    for (double lane : sums) sum += lane;
    return Math.sqrt(sum);
  }
}
