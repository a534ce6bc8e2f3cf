package dev.rondo.server.identity;

import dev.rondo.forecasting.document.JsonTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.Ordered;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/// Makes sure that a closed service has a key: that of the operator, or else a new one, which is printed once.
@Component
class FirstKey implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(FirstKey.class);
  private static final int SHORTEST = 20;
  private static final String SERVICE = "the service";

  private final Guard guard;
  private final AccessSettings settings;
  private final ApiKeys keys;
  private final Clock clock;
  private volatile boolean running;

  FirstKey(Guard guard, AccessSettings settings, ApiKeys keys, Clock clock) {
    this.guard = guard;
    this.settings = settings;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public void start() {
    running = true;
    if (!guard.closed()) return;
    String own = own();
    if (own == null)
      keys.addFirstAdmin("first admin key", SERVICE)
          .ifPresent(created ->
              LOG.warn(
                  "the service needs keys and had none. The first one has the role admin and is shown only here: {}",
                  created.text()));
    else keys.find(Secrets.hash(own)).ifPresentOrElse(this::check, () -> add(own));
  }

  /// Warns if the key of the configuration, which is stored already, does not open the service.
  private void check(ApiKey key) {
    String reason = fault(key);
    if (reason == null) return;
    LOG.warn(
        "the key of rondo.admin-key cannot be used: it {}. To have an admin key, set another text and start the service again; otherwise remove the setting{}",
        reason,
        keys.hasAdmin() ? "" : ". There is no other key with the role admin");
  }

  private @Nullable String fault(ApiKey key) {
    if (key.revokedAt() != null) return "was revoked at " + key.revokedAt();
    if (key.caller().expired(clock.instant())) return "expired at " + key.expiresAt();
    return key.role() == AccessRole.ADMIN
        ? null
        : "has the role " + JsonTypes.kebab(key.role().name());
  }

  private void add(String text) {
    try {
      keys.add(text, "admin key of the configuration", AccessRole.ADMIN, null, null, SERVICE);
    } catch (DuplicateKeyException e) {
      LOG.debug("another service has added the key of the configuration", e);
    }
  }

  /// The key of the configuration; null if there is none.
  private @Nullable String own() {
    String text = settings.adminKey();
    if (settings.adminKeyFile() != null) {
      try {
        text = Files.readString(settings.adminKeyFile());
      } catch (IOException e) {
        throw new UncheckedIOException(
            "the file of rondo.admin-key-file cannot be read: " + settings.adminKeyFile(), e);
      }
    }
    if (text == null || text.isBlank()) return null;
    String own = text.strip();
    if (own.length() < SHORTEST || own.chars().anyMatch(c -> c <= ' ' || c > '~'))
      throw new IllegalStateException(
          "rondo.admin-key must have at least %d visible ASCII characters".formatted(SHORTEST));
    if (Tokens.isToken(own))
      throw new IllegalStateException(
          "rondo.admin-key must not have the form of a token, which is three parts separated by dots");
    return own;
  }

  /// Before the server accepts requests.
  @Override
  public int getPhase() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
