package dev.rondo.server.maintenance;

import dev.rondo.commandline.ExitCode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Moves the data of one database to another.
@Command(
    name = "migrate",
    description = {
      "Copy all data from the database of the given properties to an empty one, such as from H2 to PostgreSQL, and compare both by checksums.",
      "Stop the service first. The first database is not changed; an interrupted copy leaves the second one empty."
    },
    footer = {"", "Example: rondo migrate --to jdbc:postgresql://db.example.org/rondo --user rondo"})
final class MigrateCommand extends MaintenanceCommand {
  @Option(names = "--to", paramLabel = "URL", required = true, description = "JDBC URL")
  String to = "";

  @Option(names = "--user", paramLabel = "NAME", defaultValue = "", description = "user of the database to copy to")
  String user = "";

  @Option(
      names = "--password",
      paramLabel = "TEXT",
      defaultValue = "${env:RONDO_TARGET_PASSWORD:-}",
      description = "its password; default: the environment variable RONDO_TARGET_PASSWORD")
  String password = "";

  @Override
  int run() throws IOException, SQLException {
    ConfiguredDatabase from = database();
    ConfiguredDatabase target = ConfiguredDatabase.at(to, user, password);
    List<TableContent> tables =
        Move.run(from.existing(), target.connections(), progress("copying"));
    print(tables);
    out().printf("All tables are equal in %s and %s.%n", from.name(), target.name());
    return ExitCode.OK;
  }
}
