package dev.rondo.server.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The names that the service may be called by. A name that is not among them may be a page's own, which its owner lets
/// point at this machine (DNS rebinding).
final class AllowedHosts {
  private static final List<String> OF_THIS_MACHINE = List.of("localhost", "127.0.0.1", "[::1]");

  private final Set<String> names = new LinkedHashSet<>(OF_THIS_MACHINE);
  private final Set<String> configured = new LinkedHashSet<>();
  private final boolean every;

  /// @param listen address that the service listens on; beyond this machine every name is good unless some are configured
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

  /// @param host of a request, without port; an IPv6 address in brackets
  boolean allows(String host) {
    return every || names.contains(host.toLowerCase(Locale.ROOT));
  }

  /// Whether the operator named this host, as one does the public name of a proxy.
  boolean isConfigured(String host) {
    return configured.contains(host.toLowerCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return String.join(", ", names);
  }
}
