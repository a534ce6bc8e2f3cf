package dev.rondo.server;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Says in two lines what a start on a data directory in use fails for.
class DatabaseInUse extends AbstractFailureAnalyzer<SQLException> {
  /// H2's DATABASE_ALREADY_OPEN_1.
  private static final int ALREADY_OPEN = 90020;

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable root, SQLException cause) {
    if (cause.getErrorCode() != ALREADY_OPEN) return null;
    return new FailureAnalysis(
        "Another process holds the database in the data directory: " + cause.getMessage(),
        "Stop the other service, give this one a rondo.data-directory of its own, or let both use PostgreSQL by spring.datasource.url.",
        cause);
  }
}
