package dev.rondo.forecasting.anomaly;

/// How anomalies are searched for.
///
/// @param falseAlarmRate share of usual observations that may raise an alarm, from 0.0001 to 0.2
/// @param ahead steps between an observation and the last value that its forecast reads, from 1
public record AnomalySpec(double falseAlarmRate, int ahead) {
  private static final int FURTHEST = 1000;

  public AnomalySpec {
    if (!(falseAlarmRate >= 1e-4 && falseAlarmRate <= 0.2))
      throw new IllegalArgumentException(
          "falseAlarmRate must be between 0.0001 and 0.2, was " + falseAlarmRate);
    if (ahead < 1 || ahead > FURTHEST)
      throw new IllegalArgumentException(
          "ahead must be between 1 and " + FURTHEST + ", was " + ahead);
  }

  /// Level, in percent, of the interval outside of which an observation raises an alarm.
  public double level() {
    return 100 * (1 - falseAlarmRate);
  }
}
