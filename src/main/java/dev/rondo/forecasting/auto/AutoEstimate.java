package dev.rondo.forecasting.auto;

import java.util.List;

/// What an automatic training would do and need.
///
/// @param plan the choices and their reasons
/// @param memoryBytes peak memory without the dataset
/// @param checkpointBytes memory of the checkpoints that wait until they are written, and of the copy that is written
public record AutoEstimate(List<Decision> plan, long memoryBytes, long checkpointBytes) {}
