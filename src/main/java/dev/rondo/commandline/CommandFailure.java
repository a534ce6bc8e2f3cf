package dev.rondo.commandline;

import java.util.List;

/// Ends a command with a message for the user.
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int exitCode;
  private final transient List<String> lines;

  /// @param exitCode one of [ExitCode]
  /// @param lines what is wrong and what would be right; at least one
  CommandFailure(int exitCode, List<String> lines) {
    super(lines.getFirst());
    this.exitCode = exitCode;
    this.lines = List.copyOf(lines);
  }

  CommandFailure(int exitCode, String line) {
    this(exitCode, List.of(line));
  }

  int exitCode() {
    return exitCode;
  }

  List<String> lines() {
    return lines;
  }
}
