package dev.rondo.forecasting.auto;

/// How many held-out values lay inside an interval. Each half of the held-out forecasts is measured with the errors of the other
/// half.
///
/// @param level nominal coverage in percent
/// @param from first step of a bucket of the horizon, from 1
/// @param to last step of the bucket
/// @param measured share of the values inside, in percent; 0 if there are none
/// @param values number of values; 0 if all held-out forecasts are in one half
public record MeasuredCoverage(double level, int from, int to, double measured, long values) {}
