@NullMarked
package dev.rondo.forecasting.series;

import org.jspecify.annotations.NullMarked;
