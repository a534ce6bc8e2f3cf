package dev.rondo.server.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rondo.server.web.BusyException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.EstimationProbe;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Counts keys, tokens and sign-ins that nobody knows, and bounds how many of them the service looks up for each remote address in a
/// second. Each service counts for itself.
@Component
class WrongCredentials {
  private static final Logger LOG = LoggerFactory.getLogger(WrongCredentials.class);
  private static final int MOST_ADDRESSES = 100_000;
  private static final long SECONDS_AT_ONCE = 5;

  private final int perSecond;
  private final Counter unknown;
  private final Counter tooMany;
  private final TokenBuckets buckets;

  /// Addresses that the log has just named.
  private final Cache<String, Boolean> told =
      Caffeine.newBuilder()
          .maximumSize(MOST_ADDRESSES)
          .expireAfterWrite(Duration.ofMinutes(1))
          .build();

  WrongCredentials(AccessSettings settings, MeterRegistry registry) {
    this.perSecond = settings.refusedCredentialsPerSecond();
    this.buckets = new TokenBuckets(perSecond, SECONDS_AT_ONCE * perSecond);
    this.unknown = counter("unknown", registry);
    this.tooMany = counter("too-many", registry);
  }

  private static Counter counter(String reason, MeterRegistry registry) {
    return Counter.builder("rondo.credentials.refused")
        .description("Keys, tokens and sign-ins that were refused")
        .tag("reason", reason)
        .register(registry);
  }

  /// Looks up a credential that may be unknown. Throws [BusyException] if the address has sent too many unknown ones, and then does
  /// not look it up. An address that sends many at the same moment owes the room for those that turn out to be unknown, so that valid
  /// ones, however many, are never refused for each other.
  ///
  /// @param stored gives nothing or throws [UnknownCallerException] if the credential is unknown
  <T> Optional<T> lookUp(String address, Supplier<Optional<T>> stored) {
    if (perSecond == 0) return stored.get();
    Bucket room = buckets.of(address);
    EstimationProbe probe = room.estimateAbilityToConsume(1);
    if (!probe.canBeConsumed())
      throw busy(address, Duration.ofNanos(probe.getNanosToWaitForRefill()));
    boolean unknown = false;
    try {
      Optional<T> found = stored.get();
      unknown = found.isEmpty();
      return found;
    } catch (UnknownCallerException e) {
      unknown = true;
      throw e;
    } finally {
      if (unknown) room.consumeIgnoringRateLimits(1);
    }
  }

  private BusyException busy(String address, Duration wait) {
    tooMany.increment();
    if (told.asMap().putIfAbsent(address, true) == null)
      LOG.warn(
          "{} sends many unknown keys, tokens or sign-ins; more than {} in a second are not looked up",
          address,
          perSecond);
    return new BusyException(
        "the address %s sent more than %d unknown keys, tokens or sign-ins in a second (rondo.refused-credentials-per-second)"
            .formatted(address, perSecond),
        Duration.ofSeconds(wait.toSeconds() + 1));
  }

  /// To be called when a credential was refused, from memory or after a lookup.
  void refused(String address) {
    unknown.increment();
    LOG.debug("{} sent an unknown key, token or sign-in", address);
  }
}
