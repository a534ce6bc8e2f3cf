package dev.rondo.forecasting.auto;

/// The expected size of the error of each step: the distance of the 10 % and 90 % quantiles from the median, or any other unit
/// that grows with it.
///
/// @param above `[horizon]`, of errors above the forecast
/// @param below `[horizon]`, of errors below it
@SuppressWarnings("ArrayRecordComponent")
record ErrorSpread(double[] above, double[] below) {}
