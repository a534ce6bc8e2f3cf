package dev.rondo.server;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Explains in two lines that the database is in use by another service.
class DatabaseInUse extends AbstractFailureAnalyzer<DatabaseInUseException> {
  @Override
  protected FailureAnalysis analyze(Throwable root, DatabaseInUseException cause) {
    return new FailureAnalysis(
        cause.getMessage(),
        "Stop the other service, or give this one a database of its own: by rondo.data-directory, or by spring.datasource.url. Two services cannot share a database.",
        cause);
  }
}
