package dev.rondo.server.prometheus;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// Settings of Prometheus as a source.
///
/// @param servers base URLs of the servers that may be asked; empty for none
/// @param timeout time for one query of a server, with its whole answer
/// @param answer largest answer of a server to one query
@Validated
@ConfigurationProperties("rondo.prometheus")
record PrometheusSettings(
    @DefaultValue List<String> servers,
    @DefaultValue("30s") Duration timeout,
    @DefaultValue("16MB") DataSize answer) {
  PrometheusSettings {
    servers = servers.stream().map(ServerUrl::normal).toList();
  }
}
