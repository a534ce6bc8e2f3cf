package dev.rondo.server.web;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Wakes the listeners of resources that other replicas have changed: asks the database for the numbers of their last changes,
/// with one query for all of them.
public final class RemoteNews {
  private static final long REMOVED = -1;

  private final Listeners listeners;
  private final Function<Set<String>, Map<String, Long>> lastChanges;
  private final Map<String, Long> known = new HashMap<>();

  /// @param lastChanges the number of the last change of each resource that exists
  public RemoteNews(Listeners listeners, Function<Set<String>, Map<String, Long>> lastChanges) {
    this.listeners = listeners;
    this.lastChanges = lastChanges;
  }

  /// Wakes those that have news since the last look.
  public synchronized void look() {
    Set<String> ids = listeners.ids();
    known.keySet().retainAll(ids);
    if (ids.isEmpty()) return;
    Map<String, Long> latest = lastChanges.apply(ids);
    for (String id : ids) {
      // A resource that was removed has no number, which is news too.
      long now = latest.getOrDefault(id, REMOVED);
      Long before = known.put(id, now);
      if (before == null || before != now) listeners.call(id);
    }
  }
}
