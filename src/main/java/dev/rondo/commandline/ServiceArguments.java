package dev.rondo.commandline;

import dev.rondo.commandline.remote.RemoteService;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// A running service that does the work instead of this process.
final class ServiceArguments {
  @Spec(Spec.Target.MIXEE)
  @Nullable CommandSpec command;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "a running service that does the work, such as http://localhost:8080")
  @Nullable String server;

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      defaultValue = "${env:RONDO_API_KEY}",
      description = "key for the service; default: the environment variable RONDO_API_KEY")
  @Nullable String apiKey;

  boolean given() {
    return server != null;
  }

  /// Throws [ParameterException] if there is no address, or it is none.
  RemoteService open() {
    if (server == null) throw wrong("--server is missing");
    try {
      return new RemoteService(server, apiKey == null || apiKey.isBlank() ? null : apiKey.strip());
    } catch (IllegalArgumentException e) {
      throw wrong("--server " + e.getMessage());
    }
  }

  private ParameterException wrong(String detail) {
    return new ParameterException(Objects.requireNonNull(command).commandLine(), detail);
  }
}
