package dev.rondo.server.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
  private volatile boolean running;

  FirstKey(Guard guard, AccessSettings settings, ApiKeys keys) {
    this.guard = guard;
    this.settings = settings;
    this.keys = keys;
  }

  @Override
  public void start() {
    running = true;
    if (!guard.closed()) return;
    String own = own();
    if (own != null) {
      if (!keys.exists(Secrets.hash(own))) add(own);
    } else if (!keys.hasAdmin()) {
      ApiKeys.Created created = keys.add("first admin key", AccessRole.ADMIN, null, null, SERVICE);
      LOG.warn(
          "the service needs keys and had none. The first one has the role admin and is shown only here: {}",
          created.text());
    }
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
