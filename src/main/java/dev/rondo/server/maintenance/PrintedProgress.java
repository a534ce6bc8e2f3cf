package dev.rondo.server.maintenance;

import java.io.PrintWriter;
import java.time.Duration;

/// Prints a line every few seconds.
final class PrintedProgress implements Progress {
  private static final Duration BETWEEN = Duration.ofSeconds(3);

  private final PrintWriter out;
  private final String verb;
  private long printed = System.nanoTime();

  PrintedProgress(PrintWriter out, String verb) {
    this.out = out;
    this.verb = verb;
  }

  @Override
  public void at(String table, long rows) {
    long now = System.nanoTime();
    if (now - printed < BETWEEN.toNanos()) return;
    printed = now;
    out.printf("%s %s: %d rows%n", verb, table, rows);
    out.flush();
  }
}
