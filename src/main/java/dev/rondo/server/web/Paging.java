package dev.rondo.server.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// The requested part of a list.
///
/// @param limit largest number of items of the page
/// @param after key of the row after which the page starts; null for the first page
public record Paging(int limit, @Nullable String after) {
  public static final int DEFAULT_LIMIT = 50;
  public static final int MAX_LIMIT = 500;

  /// Reads the query parameters `limit` and `cursor`; throws [BadRequestException].
  public static Paging of(@Nullable Integer limit, @Nullable String cursor) {
    int size = limit == null ? DEFAULT_LIMIT : limit;
    if (size < 1 || size > MAX_LIMIT) {
      throw new BadRequestException(
          Fault.parameter("limit", "limit must be between 1 and " + MAX_LIMIT + ", was " + size));
    }
    return new Paging(size, cursor == null ? null : decode(cursor));
  }

  static String cursor(String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String cursor) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor);
      String key = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (!key.isEmpty() && key.indexOf('\0') < 0) return key;
    } catch (IllegalArgumentException | CharacterCodingException e) {
      // reported below
    }
    throw new BadRequestException(
        Fault.parameter("cursor", "cursor must be the nextCursor of an earlier page"));
  }
}
