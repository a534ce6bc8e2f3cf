package dev.rondo.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/// A migration that SQL alone cannot express: it reads the rows that it changes, or differs between H2 and PostgreSQL. It runs in a
/// transaction.
public abstract class TableMigration implements JavaMigration {
  private final MigrationVersion version;
  private final String description;

  /// @param description part of the history of the database, so it never changes
  protected TableMigration(int version, String description) {
    this.version = MigrationVersion.fromVersion(Integer.toString(version));
    this.description = description;
  }

  @Override
  public final MigrationVersion getVersion() {
    return version;
  }

  @Override
  public final String getDescription() {
    return description;
  }

  @Override
  public final @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public final boolean canExecuteInTransaction() {
    return true;
  }

  protected static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  protected static boolean onH2(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductName().equals("H2");
  }

  /// The type of a column of large bytes. H2 stores `binary large object` outside of the rows, which makes their removal fast and
  /// leaves no gaps in the file; PostgreSQL stores large `bytea` outside of the rows.
  protected static String largeBytes(Connection connection) throws SQLException {
    return onH2(connection) ? "binary large object" : "bytea";
  }
}
