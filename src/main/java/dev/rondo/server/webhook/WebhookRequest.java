package dev.rondo.server.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A webhook to create.
record WebhookRequest(
    @Schema(
            description = "receiver; the operator allows its host in rondo.webhooks.hosts",
            example = "http://127.0.0.1:9000/rondo")
        String url,
    @Schema(description = "what it is told; all events if left out")
        @Nullable List<EventType> events) {
  private static final int LONGEST_URL = 1000;
  private static final int LARGEST_PORT = 65_535;
  private static final Set<String> SCHEMES = Set.of("http", "https");

  WebhookRequest {
    if (events != null) {
      events = List.copyOf(events);
      if (events.isEmpty()) throw new IllegalArgumentException("events must not be empty");
      if (Set.copyOf(events).size() < events.size())
        throw new IllegalArgumentException("events must not have an event twice");
    }
    if (url.length() > LONGEST_URL || !isReceiver(url))
      throw new IllegalArgumentException(
          "url must be an http or https URL with a host and a port of 1 to 65535, if it has one, without user, password or fragment, of up to %d characters"
              .formatted(LONGEST_URL));
  }

  private static boolean isReceiver(String text) {
    try {
      URI uri = new URI(text);
      return uri.getScheme() != null
          && SCHEMES.contains(uri.getScheme())
          && uri.getHost() != null
          && uri.getPort() != 0
          && uri.getPort() <= LARGEST_PORT
          && uri.getUserInfo() == null
          && uri.getFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
