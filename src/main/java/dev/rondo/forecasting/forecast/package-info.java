@NullMarked
package dev.rondo.forecasting.forecast;

import org.jspecify.annotations.NullMarked;
