package dev.rondo.server.stream;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A stream in memory: its row and the windows of its series. Guarded by its lock.
final class StreamState {
  private static final long BYTES = 500;

  final ReentrantLock lock = new ReentrantLock();
  private final Map<String, SeriesWindow> series;
  private final Set<String> unwritten;
  private volatile StreamRow row;
  private volatile long bytes;

  /// @param unwritten ids of the series that the journal has changed since their windows were written
  StreamState(StreamRow row, Map<String, SeriesWindow> series, Set<String> unwritten) {
    this.row = row;
    this.series = new HashMap<>(series);
    this.unwritten = new HashSet<>(unwritten);
    this.bytes = BYTES + series.values().stream().mapToLong(SeriesWindow::bytes).sum();
  }

  StreamRow row() {
    return row;
  }

  @Nullable SeriesWindow find(String seriesId) {
    return series.get(seriesId);
  }

  /// Bytes of the windows.
  long bytes() {
    return bytes;
  }

  /// The windows that the journal has changed, with those of a request that is not applied yet.
  List<SeriesWindow> unwritten(Map<String, SeriesWindow> changed) {
    List<SeriesWindow> windows = new ArrayList<>(changed.values());
    for (String id : unwritten) if (!changed.containsKey(id)) windows.add(series.get(id));
    return windows;
  }

  /// Applies a request that is stored.
  ///
  /// @param written whether all windows were written
  void apply(StreamRow next, Map<String, SeriesWindow> changed, boolean written) {
    long more = 0;
    for (SeriesWindow window : changed.values()) {
      SeriesWindow before = series.put(window.id(), window);
      more += window.bytes() - (before == null ? 0 : before.bytes());
    }
    // Only written under the lock; the cache reads it without.
    long sum = bytes + more;
    bytes = sum;
    if (written) unwritten.clear();
    else unwritten.addAll(changed.keySet());
    row = next;
  }

  /// The windows that requests after a number have changed, in the order of the requests.
  List<SeriesWindow> changedAfter(long seq) {
    return series.values().stream()
        .filter(window -> window.seq() > seq)
        .sorted(Comparator.comparingLong(SeriesWindow::seq).thenComparing(SeriesWindow::id))
        .toList();
  }
}
