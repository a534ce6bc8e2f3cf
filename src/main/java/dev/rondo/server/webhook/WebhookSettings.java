package dev.rondo.server.webhook;

import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings of webhooks.
///
/// @param hosts hosts that may be told, as `host` or `host:port`; empty for none
/// @param most largest number of webhooks of a project
/// @param timeout time for one request to a receiver
/// @param attempts number of times a delivery is tried
/// @param check time between two looks for deliveries that are due
/// @param kept time after which a delivery is deleted, unless its event lasts
@Validated
@ConfigurationProperties("rondo.webhooks")
record WebhookSettings(
    @DefaultValue List<String> hosts,
    @DefaultValue("20") @Min(1) int most,
    @DefaultValue("10s") Duration timeout,
    @DefaultValue("8") @Min(1) int attempts,
    @DefaultValue("1s") Duration check,
    @DefaultValue("7d") Duration kept) {

  /// Whether a receiver may be told. A URL without a port has the usual one of its scheme.
  boolean allows(URI receiver) {
    String host = receiver.getHost();
    int usual = receiver.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    String exact = host + ":" + (receiver.getPort() < 0 ? usual : receiver.getPort());
    return hosts.stream()
        .anyMatch(allowed -> allowed.equalsIgnoreCase(host) || allowed.equalsIgnoreCase(exact));
  }
}
