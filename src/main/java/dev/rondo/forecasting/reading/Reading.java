package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.series.Dataset;

/// A dataset as read, and what was inferred, repaired or dropped on the way.
public record Reading(Dataset dataset, Report report) {}
