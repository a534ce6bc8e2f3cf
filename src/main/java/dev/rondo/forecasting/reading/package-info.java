@NullMarked
package dev.rondo.forecasting.reading;

import org.jspecify.annotations.NullMarked;
