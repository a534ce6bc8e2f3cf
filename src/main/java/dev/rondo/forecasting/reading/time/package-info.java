@NullMarked
package dev.rondo.forecasting.reading.time;

import org.jspecify.annotations.NullMarked;
