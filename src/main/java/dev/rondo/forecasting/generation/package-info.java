@NullMarked
package dev.rondo.forecasting.generation;

import org.jspecify.annotations.NullMarked;
