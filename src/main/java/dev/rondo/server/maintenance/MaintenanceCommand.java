package dev.rondo.server.maintenance;

import dev.rondo.commandline.ExitCode;
import dev.rondo.commandline.Failures;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/// A command that works on the whole database. It prints its result on standard output and everything else on standard error.
abstract class MaintenanceCommand implements Callable<Integer> {
  /// H2's error code DATABASE_ALREADY_OPEN_1.
  private static final int FILE_IN_USE = 90020;

  @Spec @Nullable CommandSpec command;

  /// Properties of the service.
  @Unmatched List<String> properties = new ArrayList<>();

  /// Returns one of [ExitCode].
  abstract int run() throws IOException, SQLException;

  @Override
  public final Integer call() {
    try {
      return run();
    } catch (BackupException e) {
      return failed(Objects.requireNonNull(e.getMessage()));
    } catch (SQLException e) {
      return failed(
          e.getErrorCode() == FILE_IN_USE
              ? "a service works on the database; stop it first, or use --server"
              : "the database failed: " + e.getMessage());
    } catch (FlywayException e) {
      return failed("the tables cannot be read or created: " + e.getMessage());
    } catch (IOException e) {
      return failed(Failures.of(e));
    }
  }

  /// The database that the properties name, as they do for the service.
  ConfiguredDatabase database() {
    for (String property : properties) {
      if (!property.startsWith("--"))
        throw new BackupException("'%s' is not an option".formatted(property));
    }
    return ConfiguredDatabase.read(properties.toArray(String[]::new));
  }

  private int failed(String message) {
    err().println("rondo: " + message);
    return ExitCode.FAILED;
  }

  PrintWriter out() {
    return Objects.requireNonNull(command).commandLine().getOut();
  }

  PrintWriter err() {
    return Objects.requireNonNull(command).commandLine().getErr();
  }

  /// Prints what is done, every few seconds.
  Progress progress(String verb) {
    return new PrintedProgress(err(), verb);
  }

  void print(List<TableContent> tables) {
    for (TableContent table : tables)
      out().printf("%-22s %10d rows  %s%n", table.table(), table.rows(), table.checksum());
  }
}
