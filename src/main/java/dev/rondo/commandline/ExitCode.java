package dev.rondo.commandline;

/// What a command tells the shell.
public final class ExitCode {
  public static final int OK = 0;

  /// Something went wrong that the user cannot mend by another input.
  public static final int FAILED = 1;

  /// The arguments are wrong.
  public static final int USAGE = 2;

  /// A file cannot be read, or its content cannot be understood.
  public static final int UNREADABLE = 3;

  /// The data do not allow what was asked for.
  public static final int INFEASIBLE = 4;

  /// The service cannot be reached, or it refused the request.
  public static final int SERVICE = 5;

  /// The user ended the command, as shells tell it of a process that SIGINT ends.
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
