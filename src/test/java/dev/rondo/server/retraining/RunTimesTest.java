package dev.rondo.server.retraining;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunTimesTest {
  /// Intervals are counted from their begin, so that late looks do not move them. Days are those of the zone.
  @ParameterizedTest
  @CsvSource({
    "PT6H, 2026-03-28T10:00:00Z, 2026-03-28T10:00:01Z, 2026-03-28T16:00:00Z",
    "PT6H, 2026-03-28T10:00:00Z, 2026-03-29T16:00:00Z, 2026-03-29T22:00:00Z",
    "P1D, 2026-03-28T10:00:00Z, 2026-03-28T11:00:00Z, 2026-03-29T09:00:00Z",
    "P7D, 2026-03-01T10:00:00Z, 2026-03-20T00:00:00Z, 2026-03-22T10:00:00Z",
    "P1M, 2026-01-31T12:00:00Z, 2026-02-28T12:00:00Z, 2026-03-31T11:00:00Z",
    "0 3 * * MON, 2026-03-01T10:00:00Z, 2026-03-23T02:00:00Z, 2026-03-30T01:00:00Z"
  })
  void next(String schedule, Instant since, Instant now, Instant next) {
    assertThat(RunTimes.of(schedule, ZoneId.of("Europe/Berlin")).next(since, now)).isEqualTo(next);
  }
}
