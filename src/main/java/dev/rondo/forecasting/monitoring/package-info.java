/// Comparison of past forecasts with what came: errors, coverage, a test for drift, and corrected intervals.
@NullMarked
package dev.rondo.forecasting.monitoring;

import org.jspecify.annotations.NullMarked;
