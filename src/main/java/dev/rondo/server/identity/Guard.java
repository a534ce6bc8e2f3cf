package dev.rondo.server.identity;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.stereotype.Component;

/// Decides whether requests need a key: they do unless the service listens on a loopback address, or an operator decided otherwise.
@Component
final class Guard {
  private final boolean closed;

  Guard(AccessSettings settings, ServerProperties server) {
    this.closed =
        switch (settings.authentication()) {
          case REQUIRED -> true;
          case OFF -> false;
          case AUTO -> !isLoopback(server.getAddress());
        };
  }

  /// Without an address, a server listens on all of the machine.
  private static boolean isLoopback(@Nullable InetAddress address) {
    return address != null && address.isLoopbackAddress();
  }

  /// Whether requests need a key.
  boolean closed() {
    return closed;
  }
}
