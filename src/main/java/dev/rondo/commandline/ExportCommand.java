package dev.rondo.commandline;

import dev.rondo.commandline.remote.RemoteService;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes a model of a service to a file.
@Command(
    name = "export",
    description = "Write a model of a running service to a file.",
    footer = {
      "",
      "Example: rondo export latest --server http://localhost:8080 --output load.rondo"
    })
final class ExportCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "MODEL", description = "id of the model, an alias, or latest")
  String model = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "file of the model; - is standard output")
  Path output = Path.of("");

  @Mixin ServiceArguments service = new ServiceArguments();

  ExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (RemoteService remote = service.open()) {
      ModelStore.download(remote, model, output, terminal);
    }
    return ExitCode.OK;
  }
}
