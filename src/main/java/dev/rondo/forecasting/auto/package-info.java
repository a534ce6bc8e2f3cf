/// MemberForecasts without choices by the user: a profile of the data, a plan with reasons, members of several kinds, their
/// combination, and intervals calibrated on held-out forecasts.
@NullMarked
package dev.rondo.forecasting.auto;

import org.jspecify.annotations.NullMarked;
