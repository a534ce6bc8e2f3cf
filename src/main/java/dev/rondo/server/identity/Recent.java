package dev.rondo.server.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Remembers for some seconds what the database told. Nobody waits for the lookup of another: while the database does not answer, each
/// request fails after its own time, not one after the other. Thread-safe.
final class Recent<T> {
  private static final Duration REMEMBERED = Duration.ofSeconds(10);

  /// Bounds the memory of unknown names too.
  private static final int MOST = 10_000;

  private final Cache<String, T> known =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();

  private final AtomicLong changes = new AtomicLong();

  @Nullable T find(String name) {
    return known.getIfPresent(name);
  }

  /// What is remembered, or else what a lookup gives; throws what the lookup throws, and then remembers nothing.
  T get(String name, Supplier<T> lookUp) {
    T present = find(name);
    if (present != null) return present;
    long before = changes.get();
    T found = lookUp.get();
    // What was looked up before a change is not remembered, also if the change comes at this
    // moment.
    if (changes.get() != before) return found;
    put(name, found);
    if (changes.get() != before) known.invalidate(name);
    return found;
  }

  void put(String name, T found) {
    known.put(name, found);
  }

  /// Forgets everything, after a change.
  void forget() {
    changes.incrementAndGet();
    known.invalidateAll();
  }
}
