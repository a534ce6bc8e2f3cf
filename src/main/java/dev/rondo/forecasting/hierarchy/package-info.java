/// Forecasts of series and of their sums that add up.
@NullMarked
package dev.rondo.forecasting.hierarchy;

import org.jspecify.annotations.NullMarked;
