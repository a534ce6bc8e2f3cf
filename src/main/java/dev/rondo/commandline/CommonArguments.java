package dev.rondo.commandline;

import picocli.CommandLine.Option;

/// What every command knows.
final class CommonArguments {
  @Option(
      names = {"-q", "--quiet"},
      description = "print no progress and no notes")
  boolean quiet;
}
