package dev.rondo.server.prometheus;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/// Base URLs of servers as texts that are equal if they name the same server.
final class ServerUrl {
  private ServerUrl() {}

  /// The scheme and host in lower case, the port unless it is the usual one, and the path without a slash at its end. Throws
  /// [IllegalArgumentException].
  static String normal(String text) {
    try {
      URI url = new URI(text.strip());
      String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
      if ((!scheme.equals("http") && !scheme.equals("https"))
          || url.getHost() == null
          || url.getPort() > 65_535
          || url.getRawUserInfo() != null
          || url.getRawQuery() != null
          || url.getRawFragment() != null) throw refusal(text);
      boolean usual = url.getPort() < 0 || url.getPort() == (scheme.equals("http") ? 80 : 443);
      return scheme
          + "://"
          + url.getHost().toLowerCase(Locale.ROOT)
          + (usual ? "" : ":" + url.getPort())
          + url.getRawPath().replaceFirst("/+$", "");
    } catch (URISyntaxException _) {
      throw refusal(text);
    }
  }

  private static IllegalArgumentException refusal(String text) {
    return new IllegalArgumentException(
        "the URL of a Prometheus server must be like http://localhost:9090, with a path only if the server has one, was '%s'"
            .formatted(text));
  }
}
