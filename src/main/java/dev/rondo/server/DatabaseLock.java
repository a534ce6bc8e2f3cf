package dev.rondo.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/// Prevents services that cannot share it from using the same database.
///
/// A separate connection holds the lock, so the database releases it when the process or its network connection fails. On
/// PostgreSQL it is an advisory lock of the schema, which replicas share; services of earlier versions, which could not share a
/// database, hold it alone. On H2 it is a locked row, which one service has, because a second one can reach a database through an H2 server, where the file lock does
/// not help.
///
/// A broken connection is replaced. If another service holds the lock by then, this service has lost it and must end.
///
/// The connection also holds the locks by which replicas wait for each other; see [#tryLock].
public final class DatabaseLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseLock.class);

  /// H2's error code DATABASE_ALREADY_OPEN_1: another process has opened the file.
  private static final int H2_FILE_IN_USE = 90020;

  /// H2's error code LOCK_TIMEOUT_1.
  private static final int H2_ROW_LOCKED = 50200;

  private static final int MILLISECONDS_TO_ANSWER = 10_000;
  private static final int TRIES_AT_START = 4;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final int TRIES_TO_REGAIN = 6;

  private final DataSource database;
  private final String name;
  private final Duration heartbeat;
  private final int triesToRegain;
  private final Runnable lost;
  private @Nullable Connection connection;
  private @Nullable Thread watch;
  private volatile boolean open = true;

  /// @param database supplies connections outside of any pool
  /// @param name name of the database in messages
  /// @param heartbeat time between two checks of the connection
  /// @param triesToRegain number of attempts, a heartbeat apart, to take the lock again before it counts as lost; the database
  ///     may notice late that this service's own connection broke
  /// @param lost called once when another service has the lock
  DatabaseLock(
      DataSource database, String name, Duration heartbeat, int triesToRegain, Runnable lost) {
    this.database = database;
    this.name = name;
    this.heartbeat = heartbeat;
    this.triesToRegain = triesToRegain;
    this.lost = lost;
  }

  /// @param lost called once when another service has the lock
  static DatabaseLock of(JdbcConnectionDetails details, Runnable lost) {
    String name = details.getJdbcUrl().replaceFirst("[;?].*", "");
    return new DatabaseLock(UnpooledDatabase.of(details), name, HEARTBEAT, TRIES_TO_REGAIN, lost);
  }

  /// Takes the lock and keeps it until [#close]. Throws [DatabaseInUseException] if another service has it.
  void acquire() throws SQLException, InterruptedException {
    for (int i = 1; !take(); i++) {
      if (i == TRIES_AT_START) throw new DatabaseInUseException(name);
      Thread.sleep(BETWEEN_TRIES);
    }
    watch = Thread.ofVirtual().name("database-lock").start(this::watch);
  }

  /// Takes the lock on the present connection or on a new one. Does nothing if the connection already holds it.
  private synchronized boolean take() throws SQLException {
    try {
      if (connection == null) connection = database.getConnection();
      boolean taken = isShared(connection) ? takeAdvisoryLock(connection) : takeRow(connection);
      if (!taken) disconnect();
      return taken;
    } catch (SQLException e) {
      disconnect();
      if (e.getErrorCode() == H2_FILE_IN_USE) return false;
      throw e;
    }
  }

  private static boolean takeAdvisoryLock(Connection connection) throws SQLException {
    String key = "hashtextextended('rondo ' || coalesce(current_schema(), ''), 0)";
    connection.setNetworkTimeout(Runnable::run, MILLISECONDS_TO_ANSWER);
    try (Statement statement = connection.createStatement()) {
      // PostgreSQL counts how often a session takes the lock.
      try (ResultSet held =
          statement.executeQuery(
              "select count(*) from pg_locks where locktype = 'advisory' and granted and objsubid = 1 and pid = pg_backend_pid()"
                  + " and ((classid::bigint << 32) | objid::bigint) = "
                  + key)) {
        if (held.next() && held.getInt(1) > 0) return true;
      }
      try (ResultSet taken =
          statement.executeQuery("select pg_try_advisory_lock_shared(" + key + ")")) {
        return taken.next() && taken.getBoolean(1);
      }
    }
  }

  private static boolean takeRow(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (connection.getAutoCommit()) {
        // A separate schema, because the migrations start in an empty one.
        statement.execute("create schema if not exists rondo_service");
        statement.execute(
            "create table if not exists rondo_service.service_lock (id integer primary key)");
        statement.execute(
            "insert into rondo_service.service_lock select 1 where not exists (select 1 from rondo_service.service_lock)");
        connection.setAutoCommit(false);
      }
      statement
          .executeQuery("select id from rondo_service.service_lock where id = 1 for update nowait")
          .close();
      return true;
    } catch (SQLException e) {
      if (e.getErrorCode() == H2_ROW_LOCKED) return false;
      throw e;
    }
  }

  /// Whether replicas use the same database.
  private static boolean isShared(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
  }

  /// Tries to take a lock that one of the replicas on this database has, until [#unlock], or until the replica or its connection
  /// ends. On H2 there are no others, so it always succeeds. The database knows the replicas only: two threads of this service must
  /// not ask for one key at the same time.
  public synchronized boolean tryLock(int key) throws SQLException {
    if (!open || connection == null && !take()) return false;
    return !isShared(connection) || onKey("pg_try_advisory_lock", key);
  }

  /// Gives back what [#tryLock] took. Does nothing if the connection has ended since.
  public synchronized void unlock(int key) throws SQLException {
    if (connection != null && isShared(connection)) onKey("pg_advisory_unlock", key);
  }

  private boolean onKey(String function, int key) throws SQLException {
    String sql = "select " + function + "(hashtext('rondo ' || coalesce(current_schema(), '')), ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, key);
      try (ResultSet answer = statement.executeQuery()) {
        return answer.next() && answer.getBoolean(1);
      }
    } catch (SQLException e) {
      // Nobody knows what the database has done, so all locks end with the connection.
      disconnect();
      throw e;
    }
  }

  private void watch() {
    int refused = 0;
    boolean broken = false;
    try {
      while (open) {
        Thread.sleep(heartbeat);
        if (!open) return;
        try {
          if (take()) {
            if (broken) LOG.info("the lock on the database is held again");
            broken = false;
            refused = 0;
          } else if (++refused >= triesToRegain) {
            LOG.error(
                "the connection that held the lock on the database {} broke, and another service took it; this service ends",
                name);
            lost.run();
            return;
          }
        } catch (SQLException e) {
          if (!broken)
            LOG.warn(
                "cannot tell whether the database is locked, will ask again: {}", e.getMessage());
          broken = true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void disconnect() {
    if (connection == null) return;
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("the connection of the database lock was broken: {}", e.getMessage());
    }
    connection = null;
  }

  /// Releases the lock.
  @Override
  public void close() {
    open = false;
    if (watch != null) watch.interrupt();
    disconnect();
  }
}
