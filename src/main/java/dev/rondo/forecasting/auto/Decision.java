package dev.rondo.forecasting.auto;

/// One choice of an automatic training.
///
/// @param decision what was chosen, such as `periods`
/// @param value the choice
/// @param why its reason
public record Decision(String decision, String value, String why) {}
