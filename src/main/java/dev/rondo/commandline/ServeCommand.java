package dev.rondo.commandline;

import picocli.CommandLine.Command;

/// Describes the command that starts the service. The entry point of the jar starts it, so that nothing here knows the server.
@Command(
    name = ServeCommand.NAME,
    description = "Start the service, as without any command.",
    footer = {
      "",
      "Options are properties of the configuration:",
      "  rondo serve --server.port=9090 --rondo.data-directory=/srv/rondo"
    })
public final class ServeCommand {
  /// Its name.
  public static final String NAME = "serve";
}
