package dev.rondo.commandline;

import dev.rondo.commandline.remote.RefusedException;
import dev.rondo.forecasting.document.UnreadableDocumentException;
import dev.rondo.forecasting.model.InfeasibleException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Tells the user why a command ended, without a stack trace unless the program itself is at fault.
public final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private static final String PREFIX = "rondo: ";

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (failure instanceof CommandFailure told) return tell(err, told.exitCode(), told.lines());
    if (failure instanceof InfeasibleException refused)
      return tell(
          err,
          ExitCode.INFEASIBLE,
          refused.obstacles().stream().map(InfeasibleException.Obstacle::detail).toList());
    if (failure instanceof ParameterException wrong)
      return handleParseException(wrong, new String[0]);
    if (failure instanceof RefusedException refused)
      return tell(err, exitCode(refused), refused.lines());
    if (failure instanceof UnreadableDocumentException unreadable)
      return tell(err, ExitCode.UNREADABLE, List.of(message(unreadable)));
    if (failure instanceof CancellationException)
      return tell(err, ExitCode.INTERRUPTED, List.of("interrupted"));
    if (failure instanceof IOException io) return tell(err, ExitCode.FAILED, List.of(of(io)));
    trace(failure, err);
    return tell(
        err,
        ExitCode.FAILED,
        List.of("this is a fault of the program; please report the lines above"));
  }

  /// The places of a fault of the program, with its causes.
  private static void trace(Throwable failure, PrintWriter err) {
    err.println(failure);
    for (StackTraceElement place : failure.getStackTrace()) err.println("\tat " + place);
    if (failure.getCause() != null) trace(failure.getCause(), err);
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    tell(err, ExitCode.USAGE, List.of(message(failure)));
    UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("Try '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
    return ExitCode.USAGE;
  }

  /// A service tells by its status what a command of this process tells by its exit code.
  private static int exitCode(RefusedException refused) {
    boolean unreadable = refused.lines().stream().anyMatch(line -> line.startsWith("line "));
    if (unreadable) return ExitCode.UNREADABLE;
    return refused.status() == 422 ? ExitCode.INFEASIBLE : ExitCode.SERVICE;
  }

  /// What is wrong with a file, beginning with its name.
  public static String of(IOException failure) {
    if (failure instanceof NoSuchFileException missing)
      return "%s: there is no such file".formatted(missing.getFile());
    if (failure instanceof AccessDeniedException denied)
      return "%s: access is denied".formatted(denied.getFile());
    if (failure instanceof FileSystemException other && other.getReason() != null)
      return "%s: %s".formatted(other.getFile(), other.getReason());
    return message(failure);
  }

  private static String message(Exception failure) {
    return Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName());
  }

  private static int tell(PrintWriter err, int exitCode, List<String> lines) {
    for (String line : lines) err.println(PREFIX + line);
    err.flush();
    return exitCode;
  }
}
