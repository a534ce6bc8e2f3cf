@NullMarked
package dev.rondo.forecasting.window;

import org.jspecify.annotations.NullMarked;
