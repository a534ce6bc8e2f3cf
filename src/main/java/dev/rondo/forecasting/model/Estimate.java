package dev.rondo.forecasting.model;

import dev.rondo.engine.network.LayerSummary;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The estimated size and duration of a training.
///
/// @param layers of the network, from input to output
/// @param windows training windows of an epoch
/// @param memoryBytes peak memory of the job, from the first window to the calibrated model, without the dataset
/// @param duration duration if every epoch runs, on one core of this machine; null if no trial measured it
/// @param warnings sentences for the user on limitations of the data, such as a missing validation part
public record Estimate(
    int parameters,
    List<LayerSummary> layers,
    int windows,
    int validationWindows,
    int testWindows,
    long memoryBytes,
    @Nullable Duration duration,
    List<String> warnings) {}
