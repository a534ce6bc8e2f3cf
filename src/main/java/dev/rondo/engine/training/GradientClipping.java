package dev.rondo.engine.training;

/// Scales the whole gradient down to a largest global norm (Pascanu et al. 2013).
public record GradientClipping(double maxNorm) {
  public GradientClipping {
    if (!(maxNorm > 0 && maxNorm <= 1e9)) throw new IllegalArgumentException("maxNorm must be in (0, 1e9], was " + maxNorm);
  }
}
