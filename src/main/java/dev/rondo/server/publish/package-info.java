/// Published forecasts: those for the present, or for some time ahead of it, as metrics that Prometheus can scrape.
@NullMarked
package dev.rondo.server.publish;

import org.jspecify.annotations.NullMarked;
