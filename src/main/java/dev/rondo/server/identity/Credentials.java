package dev.rondo.server.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Finds the caller of a key, token or sign-in. Keys and sign-ins are remembered for some seconds, so that a request costs no
/// database read. A key that is revoked here ends at once; other services on the same database may take it for as long as they
/// remember it. [WrongCredentials] bounds the lookups of unknown ones.
@Component
class Credentials {
  private static final Duration PROVEN = Duration.ofHours(1);
  private static final int MOST = 10_000;

  private final ApiKeys keys;
  private final Sessions sessions;
  private final Tokens tokens;
  private final WrongCredentials wrong;
  private final Clock clock;
  private final Recent<Optional<Caller>> ofKeys = new Recent<>();

  /// Why tokens were refused.
  private final Recent<String> ofTokens = new Recent<>();

  private final Recent<Optional<Sessions.Session>> ofSessions = new Recent<>();

  /// What was valid lately, and so is looked up again from every address.
  private final Cache<String, Boolean> proven =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(PROVEN).build();

  Credentials(ApiKeys keys, Sessions sessions, Tokens tokens, WrongCredentials wrong, Clock clock) {
    this.keys = keys;
    this.sessions = sessions;
    this.tokens = tokens;
    this.wrong = wrong;
    this.clock = clock;
  }

  /// The caller of a key or token that an address sends; throws [UnknownCallerException], and
  /// [dev.rondo.server.web.BusyException] if the address has sent too many unknown ones.
  Caller caller(String text, String address) {
    String hash = Secrets.hash(text);
    try {
      return Tokens.isToken(text) ? ofToken(text, hash, address) : ofKey(hash, address);
    } catch (UnknownCallerException e) {
      wrong.refused(address);
      throw e;
    }
  }

  private Caller ofKey(String hash, String address) {
    Instant now = clock.instant();
    Caller caller =
        remembered(
                ofKeys,
                hash,
                address,
                () -> keys.valid(hash).map(ApiKey::caller),
                known -> !known.expired(now))
            .orElseThrow(UnknownCallerException::ofKey);
    if (caller.keyId() != null) keys.use(caller.keyId(), now);
    return caller;
  }

  private Caller ofToken(String token, String hash, String address) {
    String refusal = ofTokens.find(hash);
    if (refusal != null) throw new UnknownCallerException(refusal);
    try {
      return lookUp(hash, address, () -> Optional.of(tokens.caller(token))).orElseThrow();
    } catch (UnknownCallerException e) {
      ofTokens.put(hash, Objects.requireNonNullElse(e.getMessage(), ""));
      throw e;
    }
  }

  /// Whether a key or token that had a caller still has one.
  boolean stillKnown(String text, String address) {
    try {
      caller(text, address);
      return true;
    } catch (UnknownCallerException e) {
      return false;
    }
  }

  /// The sign-in of a cookie that an address sends; throws [dev.rondo.server.web.BusyException] as [#caller].
  Optional<Sessions.Session> session(String text, String address) {
    String hash = Secrets.hash(text);
    Instant now = clock.instant();
    Optional<Sessions.Session> session =
        remembered(
            ofSessions,
            hash,
            address,
            () -> sessions.valid(hash),
            known -> !known.caller().expired(now));
    if (session.isEmpty()) wrong.refused(address);
    session.map(known -> known.caller().keyId()).ifPresent(id -> keys.use(id, now));
    return session;
  }

  /// Signs a known caller in; returns the text of its cookie.
  String signIn(Caller caller) {
    String text = sessions.add(caller);
    proven.put(Secrets.hash(text), true);
    return text;
  }

  /// What is remembered of a credential, or else what is stored of it; empty if it is unknown or no longer current.
  private <T> Optional<T> remembered(
      Recent<Optional<T>> recent,
      String hash,
      String address,
      Supplier<Optional<T>> stored,
      Predicate<T> current) {
    return recent
        .get(hash, () -> lookUp(hash, address, () -> stored.get().filter(current)))
        .filter(current);
  }

  /// Looks up a credential: freely if it was valid lately, otherwise as far as its address may.
  ///
  /// @param stored gives nothing or throws [UnknownCallerException] if the credential is unknown
  private <T> Optional<T> lookUp(String hash, String address, Supplier<Optional<T>> stored) {
    boolean known = proven.getIfPresent(hash) != null;
    Optional<T> found = known ? stored.get() : wrong.lookUp(address, stored);
    if (found.isEmpty()) proven.invalidate(hash);
    else if (!known) proven.put(hash, true);
    return found;
  }

  /// Forgets what is remembered, after a change.
  void forget() {
    ofKeys.forget();
    ofTokens.forget();
    ofSessions.forget();
  }
}
