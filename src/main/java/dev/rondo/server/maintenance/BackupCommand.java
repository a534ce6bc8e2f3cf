package dev.rondo.server.maintenance;

import dev.rondo.commandline.ExitCode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes a backup into a file, which appears complete and verified or not at all.
@Command(
    name = "backup",
    description = {
      "Write all data into one file.",
      "With --server, a running service writes it; else the database of the given properties is read, which for H2 needs a stopped service."
    },
    footer = {"", "Example: rondo backup rondo.zip --server http://localhost:8080"})
final class BackupCommand extends MaintenanceCommand {
  @Parameters(paramLabel = "FILE", description = "file to write; it must not exist")
  Path file = Path.of("");

  @Option(names = "--server", paramLabel = "URL", description = "running service")
  @Nullable String server;

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      defaultValue = "${env:RONDO_API_KEY}",
      description = "key of an admin; default: the environment variable RONDO_API_KEY")
  @Nullable String key;

  private final Clock clock;

  BackupCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  int run() throws IOException, SQLException {
    if (Files.exists(file)) throw new BackupException(file + " exists already");
    Path part = file.resolveSibling(file.getFileName() + ".part");
    part.toFile().deleteOnExit(); // also after Ctrl-C
    try {
      List<TableContent> tables;
      try (OutputStream out = Files.newOutputStream(part)) {
        write(out);
      }
      try (InputStream in = new BufferedInputStream(Files.newInputStream(part))) {
        tables = Backup.verify(in, progress("verifying"));
      }
      try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
        written.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      print(tables);
      return ExitCode.OK;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void write(OutputStream out) throws IOException, SQLException {
    if (server == null) Backup.write(database().existing(), clock, out, progress("writing"));
    else ServiceBackup.download(server, key, out);
  }
}
