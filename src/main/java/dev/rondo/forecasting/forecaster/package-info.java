@NullMarked
package dev.rondo.forecasting.forecaster;

import org.jspecify.annotations.NullMarked;
