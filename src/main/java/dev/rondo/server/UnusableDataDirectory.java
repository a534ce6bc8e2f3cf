package dev.rondo.server;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Explains in two lines that the data directory is unusable.
class UnusableDataDirectory extends AbstractFailureAnalyzer<DataDirectoryException> {
  @Override
  protected FailureAnalysis analyze(Throwable root, DataDirectoryException cause) {
    return new FailureAnalysis(
        cause.getMessage(),
        "Give the user that runs the service a directory with free space that it can write to, by rondo.data-directory.",
        cause);
  }
}
