package dev.rondo.server;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// An advisory lock of PostgreSQL, one for each schema. The session of a connection holds it until it gives it back or ends. Several
/// sessions can share it, or one has it alone; a session can do both at the same time.
enum AdvisoryLock {
  /// Held by every service that uses the database.
  USE("rondo"),
  /// Held by the service that checks and updates the tables.
  START("rondo start");

  private static final int MILLISECONDS_TO_ANSWER = 10_000;
  private static final String KEYS = "hashtext('rondo ' || coalesce(current_schema(), ''))";

  private final String key;

  AdvisoryLock(String name) {
    this.key = "hashtextextended('" + name + " ' || coalesce(current_schema(), ''), 0)";
  }

  static boolean supports(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
  }

  /// Shares the lock if no other session has it alone. PostgreSQL counts how often a session takes a lock, so one that holds it does
  /// nothing.
  boolean share(Connection connection) throws SQLException {
    return isTrue(
            connection,
            "select exists (select 1 from pg_locks where locktype = 'advisory' and granted and objsubid = 1 and pid = pg_backend_pid()"
                + " and ((classid::bigint << 32) | objid::bigint) = "
                + key
                + ")")
        || isTrue(connection, "select pg_try_advisory_lock_shared(" + key + ")");
  }

  /// Takes the lock alone if no other session holds it.
  boolean takeAlone(Connection connection) throws SQLException {
    return isTrue(connection, "select pg_try_advisory_lock(" + key + ")");
  }

  /// Gives back the lock that was taken alone. A shared one remains.
  void releaseAlone(Connection connection) throws SQLException {
    if (!isTrue(connection, "select pg_advisory_unlock(" + key + ")"))
      throw new SQLException("the lock on the database was lost");
  }

  /// Takes the lock of a key alone if no other session has it. The keys are numbers of their own, apart from the locks with a name.
  static boolean tryLock(Connection connection, int key) throws SQLException {
    return isTrue(connection, "select pg_try_advisory_lock(" + KEYS + ", '" + key + "'::integer)");
  }

  /// Gives back the lock of a key; returns whether the session had it.
  static boolean unlock(Connection connection, int key) throws SQLException {
    return isTrue(connection, "select pg_advisory_unlock(" + KEYS + ", '" + key + "'::integer)");
  }

  private static boolean isTrue(Connection connection, String sql) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, MILLISECONDS_TO_ANSWER);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() && row.getBoolean(1);
    }
  }
}
