/// Observations that a model did not expect.
@NullMarked
package dev.rondo.forecasting.anomaly;

import org.jspecify.annotations.NullMarked;
