/// Streams: the latest values of series, to which observations are added and from which forecasts are made.
@NullMarked
package dev.rondo.server.stream;

import org.jspecify.annotations.NullMarked;
