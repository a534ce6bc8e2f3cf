package dev.rondo.commandline;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Prints a script that completes commands and options.
@Command(
    name = "completion",
    description = "Print a script that completes commands and options in bash and zsh.",
    footer = {"", "Example: source <(rondo completion)"})
final class CompletionCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec @Nullable CommandSpec command;

  CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal
        .out()
        .print(AutoComplete.bash("rondo", Objects.requireNonNull(command).root().commandLine()));
    terminal.out().println();
    terminal.out().flush();
    return ExitCode.OK;
  }
}
