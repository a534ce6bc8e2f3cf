/// Forecasts that are kept, and their comparison with the actual values that came.
@NullMarked
package dev.rondo.server.performance;

import org.jspecify.annotations.NullMarked;
