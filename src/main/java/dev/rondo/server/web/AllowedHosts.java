package dev.rondo.server.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The host names by which the service may be called. An unknown name may belong to a web page whose owner points it at this
/// machine (DNS rebinding).
final class AllowedHosts {
  private static final List<String> OF_THIS_MACHINE = List.of("localhost", "127.0.0.1", "[::1]");

  private final Set<String> names = new LinkedHashSet<>(OF_THIS_MACHINE);
  private final Set<String> configured = new LinkedHashSet<>();
  private final boolean every;

  /// @param listen address that the service listens on; if it is not a loopback address, every name is
  ///     allowed unless some are configured
  /// @param configured names of `rondo.allowed-hosts`, without port
  AllowedHosts(String listen, List<String> configured) {
    configured.forEach(name -> this.configured.add(name.strip().toLowerCase(Locale.ROOT)));
    names.add(listen.indexOf(':') >= 0 ? "[" + listen + "]" : listen.toLowerCase(Locale.ROOT));
    names.addAll(this.configured);
    every = configured.isEmpty() && !isLoopback(listen);
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /// @param host host of a request without port; an IPv6 address is in brackets
  boolean allows(String host) {
    return every || names.contains(host.toLowerCase(Locale.ROOT));
  }

  /// Whether the operator configured this host, such as the public name of a proxy.
  boolean isConfigured(String host) {
    return configured.contains(host.toLowerCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return String.join(", ", names);
  }
}
