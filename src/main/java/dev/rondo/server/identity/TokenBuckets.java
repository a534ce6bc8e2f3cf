package dev.rondo.server.identity;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/// A token bucket for each caller or address. One that is not used for ten minutes is forgotten: it is full by then, unless its caller
/// owes very many. Thread-safe.
final class TokenBuckets {
  private static final int MOST = 100_000;

  private final LoadingCache<String, Bucket> buckets;

  /// @param perSecond tokens that a bucket gets in a second, at least 1
  /// @param capacity largest number of tokens in a bucket
  TokenBuckets(int perSecond, long capacity) {
    buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(Duration.ofMinutes(10))
            .build(_ -> bucket(perSecond, capacity));
  }

  private static Bucket bucket(int perSecond, long capacity) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(capacity).refillGreedy(perSecond, Duration.ofSeconds(1)))
        .build();
  }

  Bucket of(String name) {
    return buckets.get(name);
  }
}
