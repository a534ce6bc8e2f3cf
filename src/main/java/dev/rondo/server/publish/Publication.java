package dev.rondo.server.publish;

import dev.rondo.server.memory.MemoryBudget;
import dev.rondo.server.memory.Reservation;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A published forecast with its values, which are replaced when it is refreshed. Thread-safe.
final class Publication {
  private static final Duration RETRY = Duration.ofMinutes(1);

  final PublishedForecast row;
  private final Reservation memory;
  private @Nullable PublishedValues values;
  private @Nullable String problem;
  private @Nullable Instant refreshedAt;
  private Instant due = Instant.MIN;
  private boolean running;
  private boolean ended;

  Publication(PublishedForecast row, MemoryBudget budget) {
    this.row = row;
    this.memory = budget.open("the published forecast '" + row.name() + "'");
  }

  /// What it has at the moment.
  ///
  /// @param values null before the first success
  /// @param problem why the last refresh failed or some series have no forecast; null if there is none
  /// @param failed whether the last refresh failed
  /// @param refreshedAt time of the last success; null before it
  record Present(
      @Nullable PublishedValues values,
      @Nullable String problem,
      boolean failed,
      @Nullable Instant refreshedAt) {}

  synchronized Present present() {
    if (problem != null) return new Present(values, problem, true, refreshedAt);
    return new Present(values, values == null ? null : values.problem(), false, refreshedAt);
  }

  /// Number of forecasts that it has at the moment.
  synchronized int series() {
    return values == null ? 0 : values.paths().size();
  }

  /// Whether a refresh is due; then it has begun, until [#take] or [#fail].
  synchronized boolean begins(Instant now) {
    if (running || ended || due.isAfter(now)) return false;
    running = true;
    return true;
  }

  /// Takes the values of a refresh. Throws as [Reservation#grow].
  synchronized void take(PublishedValues made, Instant now) {
    if (!ended) {
      long more = made.bytes() - memory.bytes();
      if (more > 0) memory.grow(more);
      else memory.shrink(-more);
      values = made;
      problem = null;
      refreshedAt = now;
    }
    due = now.plus(row.every());
    running = false;
  }

  /// Keeps the values it has; the next refresh is due within a minute.
  ///
  /// @return whether the problem is new
  synchronized boolean fail(String detail, Instant now) {
    boolean news = !detail.equals(problem);
    problem = detail;
    due = now.plus(row.every().compareTo(RETRY) < 0 ? row.every() : RETRY);
    running = false;
    return news;
  }

  /// Releases its memory.
  synchronized void end() {
    ended = true;
    values = null;
    memory.close();
  }
}
