package dev.rondo.server.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;

/// Creates and hashes the texts of keys and sessions. They have 256 random bits, so a plain hash cannot be searched, and only the
/// hash is stored. A text is looked up by its hash, so the time of a lookup tells nothing about the texts that exist.
final class Secrets {
  static final String KEY = "rondo_";
  private static final int BYTES = 32;

  private final Random random;

  /// @param random must be unpredictable
  Secrets(Random random) {
    this.random = random;
  }

  /// A new text of 43 characters after `prefix`.
  String next(String prefix) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// The SHA-256 of a text, hexadecimal.
  static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
