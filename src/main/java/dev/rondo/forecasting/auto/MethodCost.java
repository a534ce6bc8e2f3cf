package dev.rondo.forecasting.auto;

/// A method that is fitted to each series, and the time that it takes. In ascending order of their times.
enum MethodCost {
  LEVEL_AND_SHAPE("level-and-shape", true, 0.1, 1e-4),
  THETA("theta", false, 0.1, 5e-4),
  DYNAMIC_THETA("dynamic-theta", false, 0.1, 5e-3),
  COMB("comb", false, 0.1, 5e-3),
  HOLT_WINTERS("holt-winters-additive", true, 0.1, 2e-3),
  ETS("ets", false, 1, 3e-2);

  private final String method;
  private final boolean seasonal;
  private final double milliseconds;
  private final double perStep;

  MethodCost(String method, boolean seasonal, double milliseconds, double perStep) {
    this.method = method;
    this.seasonal = seasonal;
    this.milliseconds = milliseconds;
    this.perStep = perStep;
  }

  String method() {
    return method;
  }

  /// Whether it needs a season.
  boolean isSeasonal() {
    return seasonal;
  }

  /// Seconds of one core that its forecasts of a hold-out take.
  double seconds(RollingHoldOut holdOut, int season) {
    double sum = 0;
    for (TrackPast each : holdOut.cases()) sum += milliseconds + perStep * each.origin();
    return sum / 1000;
  }
}
