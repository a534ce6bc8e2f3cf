package dev.rondo.commandline;

import dev.rondo.forecasting.auto.AutoProgress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// Shows how far a long command is: on a terminal one line that is drawn again, elsewhere a line for each tenth of the
/// work, and for another stage after some seconds.
final class ProgressLine implements AutoProgress, AutoCloseable {
  private static final int WIDTH = 20;
  private static final int LONGEST_STAGE = 46;
  private static final Duration BETWEEN = Duration.ofMillis(100);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(3);

  /// Share and time from which the remaining time is told, because earlier ones jump.
  private static final double EARLIEST_SHARE = 0.03;

  private static final Duration EARLIEST = Duration.ofSeconds(1);
  private static final String ERASE = "\r\033[K";

  private final PrintStream err;
  private final boolean interactive;
  private final boolean quiet;
  private final long started = System.nanoTime();
  private final Thread hook;
  private long drawn;
  private double furthest;
  private int tenth = -1;
  private String last = "";
  private boolean open = true;

  ProgressLine(Terminal terminal, boolean quiet) {
    this.err = terminal.err();
    this.interactive = terminal.interactive();
    this.quiet = quiet;
    this.hook = new Thread(this::erase);
    if (interactive && !quiet) Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public synchronized void stage(String stage, double share) {
    if (quiet || !open) return;
    furthest = Math.max(furthest, Math.clamp(share, 0, 1));
    if (interactive) draw(stage);
    else print(stage);
  }

  private void draw(String stage) {
    long now = System.nanoTime();
    if (!last.isEmpty() && now - drawn < BETWEEN.toNanos()) return;
    drawn = now;
    int full = (int) Math.round(furthest * WIDTH);
    last =
        "%s%s %3.0f %% %-8s %s"
            .formatted(
                "█".repeat(full),
                "░".repeat(WIDTH - full),
                100 * furthest,
                remaining(now),
                shortened(stage));
    err.print(ERASE + last);
    err.flush();
  }

  private void print(String stage) {
    long now = System.nanoTime();
    int tenths = (int) (10 * furthest);
    boolean due = !stage.equals(last) && now - drawn > BETWEEN_LINES.toNanos();
    if (!last.isEmpty() && tenths == tenth && !due) return;
    drawn = now;
    last = stage;
    tenth = tenths;
    err.println(String.format(Locale.ROOT, "%3.0f %%  %s", 100 * furthest, stage));
  }

  /// The remaining time as `0:42`; empty as long as it is a guess.
  private String remaining(long now) {
    Duration elapsed = Duration.ofNanos(now - started);
    if (furthest < EARLIEST_SHARE || elapsed.compareTo(EARLIEST) < 0) return "";
    long seconds = Math.round(elapsed.toMillis() / 1000.0 * (1 - furthest) / furthest);
    return "-%d:%02d".formatted(seconds / 60, seconds % 60);
  }

  private static String shortened(String stage) {
    return stage.length() <= LONGEST_STAGE ? stage : stage.substring(0, LONGEST_STAGE - 1) + "…";
  }

  private synchronized void erase() {
    if (open && interactive && !quiet && !last.isEmpty()) {
      err.print(ERASE);
      err.flush();
    }
    open = false;
  }

  /// Erases the line.
  @Override
  public void close() {
    erase();
    if (!interactive || quiet) return;
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // the process is ending
    }
  }
}
