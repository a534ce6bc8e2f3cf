/// What a network computes on the way to a forecast.
@NullMarked
package dev.rondo.forecasting.trace;

import org.jspecify.annotations.NullMarked;
