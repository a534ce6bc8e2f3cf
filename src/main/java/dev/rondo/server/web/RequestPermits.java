package dev.rondo.server.web;

import java.util.function.BooleanSupplier;

/// Whether the caller of a request may still get answers. Event streams, which last long, ask now and then.
public interface RequestPermits {
  /// Of the request that this thread answers. The result can be asked on any thread, and is cheap.
  BooleanSupplier current();
}
