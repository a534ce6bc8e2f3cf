package dev.rondo.server.maintenance;

import dev.rondo.commandline.ExitCode;
import dev.rondo.server.FileDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Restores a backup.
@Command(
    name = "restore",
    description = {
      "Restore a backup into the database of the given properties, completely or not at all.",
      "Stop the service first."
    },
    footer = {"", "Example: rondo restore rondo.zip --rondo.data-directory=/srv/rondo"})
final class RestoreCommand extends MaintenanceCommand {
  @Parameters(paramLabel = "FILE", description = "backup")
  Path file = Path.of("");

  @Option(names = "--replace", description = "replace the data that the database has")
  boolean replace;

  @Override
  int run() throws IOException, SQLException {
    if (!Files.isRegularFile(file)) throw new BackupException(file + ": there is no such file");
    ConfiguredDatabase database = database();
    FileDatabase target = database.file();
    try (InputStream in = Files.newInputStream(file)) {
      List<TableContent> tables =
          target == null
              ? Restore.intoDatabase(database.connections(), in, replace, progress("restoring"))
              : Restore.intoFile(target.file().getParent(), in, replace, progress("restoring"));
      print(tables);
    }
    return ExitCode.OK;
  }
}
