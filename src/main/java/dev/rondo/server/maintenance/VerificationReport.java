package dev.rondo.server.maintenance;

import dev.rondo.forecasting.document.DocumentFormat;
import java.time.Instant;
import java.util.List;

/// What a verification of all stored data found.
///
/// @param rows that were read
/// @param bytes that were read, roughly
/// @param damaged number of damaged rows
/// @param damagedRows the first of them
public record VerificationReport(
    Instant startedAt,
    Instant finishedAt,
    long rows,
    long bytes,
    long damaged,
    List<DamagedRow> damagedRows) {
  static final DocumentFormat<VerificationReport> FORMAT =
      DocumentFormat.of("report of the verification", VerificationReport.class);
}
