package dev.rondo.server;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Explains in two lines why the database cannot be used.
class UnusableDatabase extends AbstractFailureAnalyzer<UnusableDatabaseException> {
  @Override
  protected FailureAnalysis analyze(Throwable root, UnusableDatabaseException cause) {
    return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
  }
}
