package dev.rondo.server.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Finds the caller of a key, token or sign-in. Keys and sign-ins are remembered for some seconds, so that a request costs no
/// database read. A key that is revoked here ends at once; other services on the same database may take it for as long as they
/// remember it.
@Component
class Credentials {
  private static final Duration REMEMBERED = Duration.ofSeconds(10);

  /// Bounds the memory of unknown keys too.
  private static final int MOST = 10_000;

  private final ApiKeys keys;
  private final Sessions sessions;
  private final Tokens tokens;
  private final Clock clock;
  private final Cache<String, Optional<Caller>> ofKeys = cache();
  private final Cache<String, Optional<Sessions.Session>> ofSessions = cache();

  Credentials(ApiKeys keys, Sessions sessions, Tokens tokens, Clock clock) {
    this.keys = keys;
    this.sessions = sessions;
    this.tokens = tokens;
    this.clock = clock;
  }

  private static <T> Cache<String, T> cache() {
    return Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();
  }

  /// The caller of a key or token; throws [UnknownCallerException].
  Caller caller(String text) {
    if (Tokens.isToken(text)) return tokens.caller(text);
    Instant now = clock.instant();
    Caller caller =
        ofKeys
            .get(Secrets.hash(text), hash -> keys.valid(hash).map(ApiKey::caller))
            .filter(known -> !known.expired(now))
            .orElseThrow(UnknownCallerException::ofKey);
    if (caller.keyId() != null) keys.use(caller.keyId(), now);
    return caller;
  }

  /// Whether a key or token that had a caller still has one.
  boolean stillKnown(String text) {
    try {
      caller(text);
      return true;
    } catch (UnknownCallerException e) {
      return false;
    }
  }

  /// The sign-in of a cookie.
  Optional<Sessions.Session> session(String text) {
    Instant now = clock.instant();
    Optional<Sessions.Session> session =
        ofSessions
            .get(Secrets.hash(text), sessions::valid)
            .filter(known -> !known.caller().expired(now));
    session.map(known -> known.caller().keyId()).ifPresent(id -> keys.use(id, now));
    return session;
  }

  /// Forgets what is remembered, after a change.
  void forget() {
    ofKeys.invalidateAll();
    ofSessions.invalidateAll();
  }
}
