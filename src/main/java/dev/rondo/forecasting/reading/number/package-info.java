/// Numbers as people write them: separators, exponents, signs and units.
@NullMarked
package dev.rondo.forecasting.reading.number;

import org.jspecify.annotations.NullMarked;
