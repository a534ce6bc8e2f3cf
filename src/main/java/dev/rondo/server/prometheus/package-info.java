/// Reads series from Prometheus servers that the configuration names.
@NullMarked
package dev.rondo.server.prometheus;

import org.jspecify.annotations.NullMarked;
