package dev.rondo.forecasting.backtest;

import dev.rondo.forecasting.checkpoint.Checkpoints;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/// Keeps what a backtest has added since its last checkpoint: after each origin, and within one that takes long.
///
/// An origin consists of any number of parts and a last one, which is named after it. Each part knows how many came before it, so
/// that a damaged one leaves a gap that is seen.
final class BacktestCheckpoints {
  private static final String PART = "part-";

  /// Bytes of errors that are kept even if no checkpoint is due, so that a part stays small.
  private static final long MOST_BYTES = 8 << 20;

  private final List<Competitor> competitors;
  private final int series;
  private final long bytesOfSeries;
  private final BacktestListener listener;

  // Where the next part begins.
  private int origin;
  private int parts;
  private int competitor;
  private int firstSeries;

  /// @param competitors all that forecast from each origin, in their order
  /// @param series number of series
  /// @param bytesOfSeries bytes of the errors of one series
  BacktestCheckpoints(
      List<Competitor> competitors, int series, long bytesOfSeries, BacktestListener listener) {
    this.competitors = competitors;
    this.series = series;
    this.bytesOfSeries = bytesOfSeries;
    this.listener = listener;
  }

  /// Largest number of bytes while a part is written.
  ///
  /// @param step bytes of the errors that are added between two calls of [#reach]
  /// @param origin bytes of all errors of an origin
  static long bytes(long step, long origin) {
    // The stream, which grows by doubling, and the array.
    return 3 * Math.min(origin, MOST_BYTES + step);
  }

  /// Number of the competitor that was at work at the last checkpoint within the present origin.
  int competitor() {
    return competitor;
  }

  /// Number of the first series that it had not forecast.
  int firstSeries() {
    return firstSeries;
  }

  /// Takes the parts of the present origin that an earlier attempt has kept.
  ///
  /// @return whether they are all; then the next origin is the present one
  boolean restore() {
    while (takes(part())) parts++;
    if (!takes(end(origin))) return false;
    next();
    return true;
  }

  private String part() {
    return PART + origin + "-" + parts;
  }

  private static String end(int origin) {
    return Backtest.FINISHED_ORIGIN + origin;
  }

  private void next() {
    origin++;
    parts = 0;
    competitor = 0;
    firstSeries = 0;
  }

  private boolean takes(String name) {
    Optional<byte[]> kept = listener.checkpoints().find(name);
    if (kept.isEmpty()) return false;
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(kept.get()))) {
      if (in.readInt() != parts) return false;
      listener.continueAfter(in.readInt());
      int working = in.readInt();
      int untilSeries = in.readInt();
      for (int c = competitor; c < working || c == working && untilSeries > 0; c++)
        competitors.get(c).read(in, origin);
      competitor = working;
      firstSeries = untilSeries;
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Drops what is kept of the present origin.
  void dropUnfinished() {
    listener.checkpoints().drop(PART + origin + "-");
  }

  /// Drops what an earlier attempt has kept after a damaged part.
  ///
  /// @param origins number of origins
  void dropRest(int origins) {
    Checkpoints all = listener.checkpoints();
    for (int n = parts; all.has(PART + origin + "-" + n); n++) all.drop(PART + origin + "-" + n);
    for (int k = origin; k < origins; k++) {
      all.drop(end(k));
      if (k > origin) all.drop(PART + k + "-");
    }
  }

  /// Keeps what is new if a checkpoint is due.
  ///
  /// @param working number of the competitor that is at work
  /// @param untilSeries number of the first series that it has not forecast
  void reach(int working, int untilSeries) {
    long added = (long) (working - competitor) * series + untilSeries - firstSeries;
    if (added > 0 && (listener.checkpoints().due() || added * bytesOfSeries > MOST_BYTES)) {
      keep(part(), working, untilSeries);
      parts++;
      competitor = working;
      firstSeries = untilSeries;
    }
  }

  /// Ends the present origin.
  void finish() {
    keep(end(origin), competitors.size(), 0);
    next();
  }

  private void keep(String name, int working, int untilSeries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(parts);
      out.writeInt(listener.reached());
      out.writeInt(working);
      out.writeInt(untilSeries);
      for (int c = competitor; c < working || c == working && untilSeries > 0; c++)
        competitors
            .get(c)
            .write(out, c == competitor ? firstSeries : 0, c == working ? untilSeries : series);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    listener.checkpoints().keep(name, bytes.toByteArray());
  }
}
