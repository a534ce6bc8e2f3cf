package dev.rondo.server.stream;

import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.TimeAxis;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// A stored stream without its series.
///
/// @param generation differs between streams that have the same id one after the other
/// @param expiresAfter time without observations after which the stream is removed; null for never
/// @param seq number of its last request
/// @param series number of series
/// @param journalBytes bytes of observations that are not yet in the stored windows
record StreamRow(
    String id,
    String generation,
    String modelId,
    Frequency frequency,
    ZoneId zone,
    Instant createdAt,
    @Nullable Duration expiresAfter,
    @Nullable Instant expiresAt,
    long seq,
    int series,
    long journalBytes) {
  TimeAxis axis() {
    return new TimeAxis(frequency, zone);
  }

  boolean expired(Instant now) {
    return expiresAt != null && !expiresAt.isAfter(now);
  }

  /// The row after one more request.
  StreamRow advanced(int series, long journalBytes, Instant now) {
    return new StreamRow(
        id,
        generation,
        modelId,
        frequency,
        zone,
        createdAt,
        expiresAfter,
        expiresAfter == null ? null : now.plus(expiresAfter),
        seq + 1,
        series,
        journalBytes);
  }
}
