package dev.rondo.server.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Finds the caller of a key, token or sign-in. Keys and sign-ins are remembered for some seconds, so that a request costs no
/// database read. A key that is revoked here ends at once; other services on the same database may take it for as long as they
/// remember it. [WrongCredentials] bounds the lookups of unknown ones.
@Component
class Credentials {
  private static final Duration REMEMBERED = Duration.ofSeconds(10);
  private static final Duration PROVEN = Duration.ofHours(1);

  /// Bounds the memory of unknown keys too.
  private static final int MOST = 10_000;

  private final ApiKeys keys;
  private final Sessions sessions;
  private final Tokens tokens;
  private final WrongCredentials wrong;
  private final Clock clock;
  private final Cache<String, Optional<Caller>> ofKeys = cache(REMEMBERED);

  /// Why tokens were refused.
  private final Cache<String, String> ofTokens = cache(REMEMBERED);

  private final Cache<String, Optional<Sessions.Session>> ofSessions = cache(REMEMBERED);

  /// What was valid lately, and so is looked up again from every address.
  private final Cache<String, Boolean> proven = cache(PROVEN);

  Credentials(ApiKeys keys, Sessions sessions, Tokens tokens, WrongCredentials wrong, Clock clock) {
    this.keys = keys;
    this.sessions = sessions;
    this.tokens = tokens;
    this.wrong = wrong;
    this.clock = clock;
  }

  private static <T> Cache<String, T> cache(Duration age) {
    return Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(age).build();
  }

  /// The caller of a key or token that an address sends; throws [UnknownCallerException], and
  /// [dev.rondo.server.web.BusyException] if the address has sent too many unknown ones.
  Caller caller(String text, String address) {
    String hash = Secrets.hash(text);
    boolean remembered = ofKeys.getIfPresent(hash) != null || ofTokens.getIfPresent(hash) != null;
    if (!remembered) requireRoom(hash, address);
    try {
      Caller caller = known(text, hash);
      took(hash);
      return caller;
    } catch (UnknownCallerException e) {
      refused(hash, address, !remembered);
      throw e;
    }
  }

  private Caller known(String text, String hash) {
    return Tokens.isToken(text) ? ofToken(text, hash) : ofKey(hash);
  }

  private Caller ofKey(String hash) {
    Instant now = clock.instant();
    Caller caller =
        ofKeys
            .get(hash, unknown -> keys.valid(unknown).map(ApiKey::caller))
            .filter(known -> !known.expired(now))
            .orElseThrow(UnknownCallerException::ofKey);
    if (caller.keyId() != null) keys.use(caller.keyId(), now);
    return caller;
  }

  private Caller ofToken(String token, String hash) {
    String refusal = ofTokens.getIfPresent(hash);
    if (refusal != null) throw new UnknownCallerException(refusal);
    try {
      return tokens.caller(token);
    } catch (UnknownCallerException e) {
      ofTokens.put(hash, Objects.requireNonNullElse(e.getMessage(), ""));
      throw e;
    }
  }

  /// Whether a key or token that had a caller still has one.
  boolean stillKnown(String text) {
    try {
      known(text, Secrets.hash(text));
      return true;
    } catch (UnknownCallerException e) {
      return false;
    }
  }

  /// The sign-in of a cookie that an address sends; throws [dev.rondo.server.web.BusyException] as [#caller].
  Optional<Sessions.Session> session(String text, String address) {
    String hash = Secrets.hash(text);
    boolean remembered = ofSessions.getIfPresent(hash) != null;
    if (!remembered) requireRoom(hash, address);
    Optional<Sessions.Session> session = session(hash);
    if (session.isPresent()) took(hash);
    else if (!remembered) refused(hash, address, true);
    return session;
  }

  private Optional<Sessions.Session> session(String hash) {
    Instant now = clock.instant();
    Optional<Sessions.Session> session =
        ofSessions.get(hash, sessions::valid).filter(known -> !known.caller().expired(now));
    session.map(known -> known.caller().keyId()).ifPresent(id -> keys.use(id, now));
    return session;
  }

  /// Whether a cookie that had a sign-in still has one.
  boolean stillSignedIn(String text) {
    return session(Secrets.hash(text)).isPresent();
  }

  private void requireRoom(String hash, String address) {
    if (proven.getIfPresent(hash) == null) wrong.requireRoom(address);
  }

  private void took(String hash) {
    if (proven.getIfPresent(hash) == null) proven.put(hash, true);
  }

  private void refused(String hash, String address, boolean lookedUp) {
    proven.invalidate(hash);
    wrong.refused(address, lookedUp);
  }

  /// Forgets what is remembered, after a change.
  void forget() {
    ofKeys.invalidateAll();
    ofTokens.invalidateAll();
    ofSessions.invalidateAll();
  }
}
