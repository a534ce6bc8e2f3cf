@NullMarked
package dev.rondo.forecasting;

import org.jspecify.annotations.NullMarked;
