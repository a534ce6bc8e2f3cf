package dev.rondo.forecasting.auto;

/// A method that is fitted to each series, and the time that a fit takes. Quick methods come first.
enum MethodCost {
  LEVEL_AND_SHAPE("level-and-shape", true),
  DYNAMIC_THETA("dynamic-theta", false),
  THETA("theta", false),
  COMB("comb", false),
  HOLT_WINTERS("holt-winters-additive", true),
  ETS("ets", false);

  /// The longest season of which smoothing estimates every state.
  private static final int LONGEST_ESTIMATED = 24;

  private final String method;
  private final boolean seasonal;

  MethodCost(String method, boolean seasonal) {
    this.method = method;
    this.seasonal = seasonal;
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
    long steps = 0;
    for (TrackPast past : holdOut.cases())
      steps += Math.min(past.origin() - past.track().first(), FittedLocal.longest(season));
    return steps * microseconds(season) / 1e6;
  }

  /// Measured microseconds of one step of the past.
  private double microseconds(int season) {
    boolean estimated = season > 1 && season <= LONGEST_ESTIMATED;
    return switch (this) {
      case LEVEL_AND_SHAPE, DYNAMIC_THETA -> 1;
      case THETA -> 2;
      case COMB -> 12;
      case HOLT_WINTERS -> estimated ? 10 + 1.2 * season : 2;
      case ETS -> estimated ? 50 + 8 * season : season == 1 ? 12 : 50;
    };
  }
}
