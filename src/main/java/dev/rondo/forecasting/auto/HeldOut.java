package dev.rondo.forecasting.auto;

/// A member with its forecasts of the hold-out.
///
/// @param fitted without the hold-out
record HeldOut(Member member, Fitted fitted, MemberForecasts forecasts) {}
