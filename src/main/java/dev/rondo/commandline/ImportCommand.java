package dev.rondo.commandline;

import dev.rondo.commandline.remote.RemoteService;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Stores the model of a file in a service.
@Command(
    name = "import",
    description = "Store the model of a file in a running service; print its id.",
    footer = {"", "Example: rondo import load.rondo --server http://localhost:8080"})
final class ImportCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "model file; - is standard input")
  String file = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "name of the model; default: that of the file")
  @Nullable String name;

  @Mixin ServiceArguments service = new ServiceArguments();

  ImportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    RemoteTable input = RemoteTable.of(file, terminal);
    String named = name == null ? input.input().name() : name;
    try (RemoteService remote = service.open()) {
      String query = RemoteService.query(Map.of("name", List.of(named)));
      JsonNode added = remote.post("/models" + query, "application/octet-stream", input.body());
      terminal.out().println(added.path("id").asString());
      terminal.out().flush();
    }
    return ExitCode.OK;
  }
}
