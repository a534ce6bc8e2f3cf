package dev.rondo.server.conditional;

import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.http.ETag;
import tools.jackson.databind.json.JsonMapper;

/// The `ETag` of a resource: the first 128 bits of the SHA-256 of its JSON.
final class ResourceTag {
  private static final int BYTES = 16;

  private ResourceTag() {}

  static ETag of(Object body, JsonMapper mapper) {
    MessageDigest digest = sha256();
    mapper.writeValue(new DigestOutputStream(OutputStream.nullOutputStream(), digest), body);
    return new ETag(HexFormat.of().formatHex(digest.digest(), 0, BYTES), false);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
