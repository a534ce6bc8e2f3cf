package dev.rondo.server.web;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// Those who wait for news of a resource. Thread-safe.
public final class Listeners {
  private final Map<String, Set<Semaphore>> listeners = new ConcurrentHashMap<>();

  /// A semaphore that gets a permit whenever the resource has news, until [#leave].
  public Semaphore listen(String id) {
    Semaphore call = new Semaphore(0);
    listeners.compute(
        id,
        (_, known) -> {
          Set<Semaphore> all = known == null ? ConcurrentHashMap.newKeySet() : known;
          all.add(call);
          return all;
        });
    return call;
  }

  public void leave(String id, Semaphore call) {
    listeners.computeIfPresent(
        id,
        (_, all) -> {
          all.remove(call);
          return all.isEmpty() ? null : all;
        });
  }

  /// The resources that somebody listens to.
  Set<String> ids() {
    return Set.copyOf(listeners.keySet());
  }

  /// Wakes the listeners of a resource.
  public void call(String id) {
    listeners.getOrDefault(id, Set.of()).forEach(Semaphore::release);
  }
}
