package dev.rondo.forecasting.auto;

import java.util.List;

/// What an automatic training would do and need.
///
/// @param plan the choices and their reasons
/// @param memoryBytes peak memory without the dataset
public record AutoEstimate(List<Decision> plan, long memoryBytes) {}
