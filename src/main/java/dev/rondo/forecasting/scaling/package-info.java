@NullMarked
package dev.rondo.forecasting.scaling;

import org.jspecify.annotations.NullMarked;
