package dev.rondo.forecasting.forecast;

import org.jspecify.annotations.Nullable;

/// A member of a model; a single network is the only part of its model.
///
/// @param weight share of the part in the forecast
/// @param kind what it is, such as `a linear map`
/// @param network null if it is none
public record ModelPart(String name, double weight, String kind, @Nullable NetworkView network) {}
