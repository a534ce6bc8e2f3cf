package dev.rondo.server;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;

/// Removes a connection from the pool if its H2 database has closed itself, as H2 does after an error such as a full disk or
/// heap. The next connection opens the database again.
public final class ClosedDatabase implements SQLExceptionOverride {
  /// H2's error codes DATABASE_IS_CLOSED and DATABASE_CALLED_AT_SHUTDOWN.
  private static final Set<Integer> CLOSED = Set.of(90098, 90121);

  @java.lang.Override
  public SQLExceptionOverride.Override adjudicate(SQLException e) {
    return CLOSED.contains(e.getErrorCode())
        ? SQLExceptionOverride.Override.MUST_EVICT
        : SQLExceptionOverride.Override.CONTINUE_EVICT;
  }
}
