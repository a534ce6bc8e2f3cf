package dev.rondo.forecasting.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a training will take, before it starts.
///
/// @param windows training windows of an epoch
/// @param memoryBytes at the fullest moment of the job, from the first window to the calibrated model, beyond the dataset
/// @param duration if every epoch runs, on one core of this machine; null where it was not asked for
/// @param warnings plain sentences on what the data leave out, such as a validation part
public record Estimate(
    int parameters,
    int windows,
    int validationWindows,
    int testWindows,
    long memoryBytes,
    @Nullable Duration duration,
    List<String> warnings) {}
