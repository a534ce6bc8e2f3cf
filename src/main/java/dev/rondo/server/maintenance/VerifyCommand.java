package dev.rondo.server.maintenance;

import dev.rondo.commandline.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Verifies a backup, or all stored data.
@Command(
    name = "verify",
    description = {
      "Compare a backup with its checksums, or without FILE the database of the given properties, which for H2 needs a stopped service.",
      "Ends with 1 if something is damaged."
    },
    footer = {"", "Example: rondo verify rondo.zip"})
final class VerifyCommand extends MaintenanceCommand {
  @Parameters(paramLabel = "FILE", arity = "0..1", description = "backup")
  @Nullable Path file;

  private final Clock clock;

  VerifyCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  int run() throws IOException, SQLException {
    if (file != null) {
      try (InputStream in = Files.newInputStream(file)) {
        print(Backup.verify(in, progress("verifying")));
      }
      return ExitCode.OK;
    }
    VerificationReport report =
        Verification.run(database().existing(), clock, progress("verifying"));
    for (DamagedRow row : report.damagedRows())
      out().printf("table %s, row %s: %s%n", row.table(), row.key(), row.detail());
    out().printf(
        "%d rows with %d MB: %d damaged%n", report.rows(), report.bytes() >> 20, report.damaged());
    return report.damaged() == 0 ? ExitCode.OK : ExitCode.FAILED;
  }
}
