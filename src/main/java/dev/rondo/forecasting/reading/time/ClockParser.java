package dev.rondo.forecasting.reading.time;

/// Clock times without a date, as milliseconds of the day.
final class ClockParser extends TimeParser {
  ClockParser() {
    super(TimeFormat.ISO);
  }

  @Override
  long read() {
    return clock();
  }
}
