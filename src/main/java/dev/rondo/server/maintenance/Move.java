package dev.rondo.server.maintenance;

import dev.rondo.server.Migrations;
import dev.rondo.server.SoleUse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/// Copies all data from one database to another in one transaction, and compares both by checksums before it ends. The first database
/// is not changed, and no service can use either meanwhile: what it wrote to the first one would be lost. An interrupted copy leaves the second one empty, so that it can be started again.
public final class Move {
  private Move() {}

  /// @param to an empty database
  /// @return what each table has, in both databases
  /// @throws BackupException if the second database has data, a table was not copied exactly, or a service uses one of them
  public static List<TableContent> run(DataSource from, DataSource to, Progress progress)
      throws IOException, SQLException {
    try (SoleUse first = Restore.alone(from, "the database to move from");
        SoleUse second = Restore.alone(to, "the database to move to")) {
      return run(from, first, to, second, progress);
    }
  }

  private static List<TableContent> run(
      DataSource from, SoleUse first, DataSource to, SoleUse second, Progress progress)
      throws IOException, SQLException {
    String schema;
    try (Connection source = from.getConnection();
        Connection target = to.getConnection()) {
      schema = Migrations.version(source);
      if (schema == null) throw new BackupException("there are no data to move");
      if (!StoredTables.empty(target))
        throw new BackupException("the database to move to has data; nothing is changed");
    }
    Restore.createTables(to, schema);
    List<TableContent> contents;
    try (Connection source = from.getConnection();
        Connection target = to.getConnection()) {
      TableReader.begin(source);
      target.setAutoCommit(false);
      try (TableLoader loader = new TableLoader(target, false)) {
        contents = copy(source, loader, progress);
        loader.verify(contents, progress);
        first.confirm();
        second.confirm();
        target.commit();
      } catch (Throwable e) {
        target.rollback();
        throw e;
      }
    }
    second.confirm();
    Migrations.migrate(to, null);
    return contents;
  }

  private static List<TableContent> copy(Connection source, TableLoader loader, Progress progress)
      throws SQLException, IOException {
    List<TableContent> contents = new ArrayList<>();
    for (StoredTable table : StoredTables.of(source)) {
      TableReader.Sink rows = loader.next(table);
      TableDigest digest = new TableDigest(table);
      TableReader.each(
          source,
          table,
          row -> {
            digest.add(row);
            rows.accept(row);
            progress.at(table.name(), digest.rows());
          });
      contents.add(digest.content());
    }
    return contents;
  }
}
