/// Finished parts of long computations, from which an interrupted one continues.
@NullMarked
package dev.rondo.forecasting.checkpoint;

import org.jspecify.annotations.NullMarked;
