package dev.rondo.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/// Prevents services that cannot share it from using the same database.
///
/// A separate connection holds the lock, so the database releases it when the process or its network connection fails. On
/// PostgreSQL it is an advisory lock, which replicas share, and which a replica has alone while it updates the tables; services of
/// earlier versions, which could not share a database, hold it alone. On H2 it is a locked row, which one service has, because a second
/// one can reach a database through an H2 server, where the file lock does not help. Commands that write have either lock alone, see
/// [SoleUse].
///
/// A broken connection is replaced. If another service holds the lock by then, or has updated the tables, this service has lost it and
/// must end.
///
/// The connection also holds the locks by which replicas wait for each other.
final class DatabaseLock implements ReplicaLocks, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseLock.class);

  /// H2's error code DATABASE_ALREADY_OPEN_1: another process has opened the file.
  static final int H2_FILE_IN_USE = 90020;

  /// H2's error code LOCK_TIMEOUT_1.
  private static final int H2_ROW_LOCKED = 50200;

  static final int TRIES_AT_START = 4;
  static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final int TRIES_TO_REGAIN = 6;

  private final DataSource database;
  private final String name;
  private final Duration heartbeat;
  private final int triesToRegain;
  private final Runnable lost;
  private @Nullable Connection connection;

  /// Whether the tables were not compared since there is this connection.
  private boolean renewed;

  /// Version of the tables; null if there are none.
  private @Nullable String version;

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

  /// The name of the database in messages.
  String name() {
    return name;
  }

  /// Takes the lock and keeps it until [#close]. Throws [DatabaseInUseException] if another service has it.
  void acquire() throws SQLException, InterruptedException {
    takeInTime();
    keep();
  }

  /// Takes the lock, updates the tables if they are outdated, and keeps the lock until [#close]. The update needs the lock alone. Throws
  /// [DatabaseInUseException], [NewerTablesException], and [ReplicasRunningException] if other services use outdated tables, and
  /// then changes nothing.
  void acquire(Tables tables) throws SQLException, InterruptedException {
    takeInTime();
    if (tables.outdated()) update(tables);
    keep();
  }

  private void takeInTime() throws SQLException, InterruptedException {
    for (int i = 1; !take(); i++) {
      if (i == TRIES_AT_START) throw new DatabaseInUseException(name);
      Thread.sleep(BETWEEN_TRIES);
    }
  }

  private void update(Tables tables) throws SQLException, InterruptedException {
    for (int i = 1; !takeAlone(); i++) {
      if (i == TRIES_AT_START) throw new ReplicasRunningException(name);
      Thread.sleep(BETWEEN_TRIES);
    }
    // If the connection breaks all the same, the lock cannot be shared.
    try (Heartbeat _ = new Heartbeat(heartbeat, this::ask)) {
      tables.update();
    }
    share();
  }

  private synchronized void ask() throws SQLException {
    try (Statement statement = Objects.requireNonNull(connection).createStatement()) {
      statement.execute("select 1");
    }
  }

  private void keep() throws SQLException {
    rememberTables();
    watch = Thread.ofVirtual().name("database-lock").start(this::watch);
  }

  private synchronized boolean takeAlone() throws SQLException {
    Connection held = Objects.requireNonNull(connection);
    return !AdvisoryLock.supports(held) || AdvisoryLock.USE.takeAlone(held);
  }

  private synchronized void share() throws SQLException {
    Connection held = Objects.requireNonNull(connection);
    if (AdvisoryLock.supports(held)) AdvisoryLock.USE.releaseAlone(held);
  }

  private synchronized void rememberTables() throws SQLException {
    version = Migrations.version(Objects.requireNonNull(connection));
    renewed = false;
  }

  /// Whether the tables have changed since the former connection broke.
  private synchronized boolean tablesChanged() throws SQLException {
    if (!renewed || connection == null) return false;
    try {
      if (!Objects.equals(version, Migrations.version(connection))) return true;
      renewed = false;
      return false;
    } catch (SQLException e) {
      disconnect();
      throw e;
    }
  }

  /// Takes the lock on the present connection or on a new one. Does nothing if the connection already holds it.
  private synchronized boolean take() throws SQLException {
    try {
      if (!open) return false;
      if (connection == null) {
        connection = database.getConnection();
        renewed = true;
      }
      boolean taken =
          AdvisoryLock.supports(connection)
              ? AdvisoryLock.USE.share(connection)
              : takeRow(connection);
      if (!taken) disconnect();
      return taken;
    } catch (SQLException e) {
      disconnect();
      if (e.getErrorCode() == H2_FILE_IN_USE) return false;
      throw e;
    }
  }

  /// Locks the row of H2 until the connection ends. Returns false if another one has it.
  static boolean takeRow(Connection connection) throws SQLException {
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

  @Override
  public boolean tryLock(int key) throws SQLException {
    return onKey(key, AdvisoryLock::tryLock);
  }

  @Override
  public boolean unlock(int key) throws SQLException {
    return onKey(key, AdvisoryLock::unlock);
  }

  /// Takes or gives back the lock of a key.
  private interface KeyOperation {
    boolean apply(Connection connection, int key) throws SQLException;
  }

  private synchronized boolean onKey(int key, KeyOperation operation) throws SQLException {
    if (connection == null) return false;
    try {
      return !AdvisoryLock.supports(connection) || operation.apply(connection, key);
    } catch (SQLException e) {
      // Nobody knows what became of the lock, so all locks end with the connection.
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
          if (!take()) {
            if (!open) return;
            if (++refused < triesToRegain) continue;
            lose("another service took it");
            return;
          }
          if (tablesChanged()) {
            lose("another service has updated the tables");
            return;
          }
          if (broken) LOG.info("the lock on the database is held again");
          broken = false;
          refused = 0;
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

  private void lose(String reason) {
    LOG.error(
        "the connection that held the lock on the database {} broke, and {}; this service ends",
        name,
        reason);
    lost.run();
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
