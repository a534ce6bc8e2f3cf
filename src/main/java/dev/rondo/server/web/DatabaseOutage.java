package dev.rondo.server.web;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/// Tells whether a failure means that the database is away or has no room, so that the request may succeed later.
final class DatabaseOutage {
  /// Classes of SQL states: a broken connection, insufficient resources such as a full disk, intervention of an operator, and a
  /// failure of the system below the database.
  private static final Set<String> CLASSES = Set.of("08", "53", "57", "58");

  /// Error codes of H2: IO_EXCEPTION_1, FILE_CORRUPTED_1, IO_EXCEPTION_2, DATABASE_IS_READ_ONLY, DATABASE_IS_CLOSED, OUT_OF_MEMORY
  /// and DATABASE_CALLED_AT_SHUTDOWN. H2 closes a database on a full disk, and opens it again when there is room.
  private static final Set<Integer> OF_H2 =
      Set.of(90028, 90030, 90031, 90097, 90098, 90108, 90121);

  private DatabaseOutage() {}

  static boolean in(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CannotCreateTransactionException
          || cause instanceof DataAccessResourceFailureException) return true;
      // The database did not answer to the commit.
      if (cause instanceof TransactionSystemException
          && cause.getCause() instanceof SQLException) return true;
      if (cause instanceof SQLException sql && isOutage(sql)) return true;
    }
    return false;
  }

  private static boolean isOutage(SQLException e) {
    String state = Objects.requireNonNullElse(e.getSQLState(), "");
    return state.length() == 5 && CLASSES.contains(state.substring(0, 2))
        || OF_H2.contains(e.getErrorCode());
  }
}
