package dev.rondo.forecasting.scaling;

/// Statistics of one target before the origin (the first forecast step) of a window, in the units of the data. `last` and `level`
/// are those of the lookback, the others those of all observed values before the origin.
///
/// @param last the last value
/// @param level mean of the absolute values
/// @param mean mean of the values
/// @param deviation standard deviation of the values
/// @param size mean of the absolute values
public record Past(double last, double level, double mean, double deviation, double size) {}
