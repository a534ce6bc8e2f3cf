package dev.rondo.forecasting.reading;

import java.util.List;

/// What was inferred, repaired or dropped while reading, in the order it was found.
public record Report(List<Finding> findings) {
  public enum Kind {
    INFERRED,
    REPAIRED,
    DROPPED,
    WARNING
  }

  /// @param subject kebab-case name of the kind of finding, such as `delimiter` or `duplicate-timestamp`
  /// @param detail one sentence for a person
  /// @param count places it concerns
  /// @param lines the first of them, 1-based lines of the upload; empty if the finding concerns no lines
  public record Finding(Kind kind, String subject, String detail, long count, List<Long> lines) {}
}
