package dev.rondo.server;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// What an operator can choose of the service itself.
///
/// @param dataDirectory where the database lives, made when missing
/// @param listen address that the service listens on; `0.0.0.0` for every one of the machine
/// @param cores most threads that training takes; 0 means all the machine has
/// @param limits how much one request may bring
/// @param cache memory for datasets that were used a short while ago
@Validated
@ConfigurationProperties("rondo")
public record ServerSettings(
    @DefaultValue("data") Path dataDirectory,
    @DefaultValue("127.0.0.1") String listen,
    @DefaultValue("0") @Min(0) int cores,
    @DefaultValue @Valid Limits limits,
    @DefaultValue("256MB") DataSize cache) {

  /// @param json largest JSON body
  /// @param upload largest upload, as it arrives
  public record Limits(@DefaultValue("64MB") DataSize json, @DefaultValue("1GB") DataSize upload) {}

  /// Threads that training may take.
  public int trainingThreads() {
    return cores == 0 ? Runtime.getRuntime().availableProcessors() : cores;
  }
}
