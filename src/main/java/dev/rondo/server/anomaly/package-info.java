/// Observations that a model did not expect.
@NullMarked
package dev.rondo.server.anomaly;

import org.jspecify.annotations.NullMarked;
