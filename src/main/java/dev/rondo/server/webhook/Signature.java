package dev.rondo.server.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs requests as [Standard Webhooks](https://www.standardwebhooks.com) describes: the HMAC-SHA256 of id, time and body, so that a
/// receiver knows the sender and refuses a request that was recorded before.
final class Signature {
  private static final String PREFIX = "whsec_";
  private static final int SECRET_BYTES = 24;

  private Signature() {}

  static String newSecret(RandomGenerator random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return PREFIX + Base64.getEncoder().encodeToString(secret);
  }

  /// The header `webhook-signature`.
  ///
  /// @param id header `webhook-id`
  /// @param seconds header `webhook-timestamp`, in seconds since 1970
  static String of(String secret, String id, long seconds, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
      mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
      String signed = id + "." + seconds + "." + body;
      byte[] code = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(code);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
