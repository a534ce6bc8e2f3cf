/// Requests that create something at most once, however often their client sends them.
@NullMarked
package dev.rondo.server.idempotency;

import org.jspecify.annotations.NullMarked;
