package dev.rondo.forecasting.forecast;

/// The held-out errors of training that determine an interval, and how many of them are outside of it.
///
/// @param errors number of errors
/// @param outside share of them outside, from 0 to 1; NaN without errors
public record ErrorShare(long errors, double outside) {}
