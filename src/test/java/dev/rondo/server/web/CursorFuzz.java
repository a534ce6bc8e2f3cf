package dev.rondo.server.web;

import java.nio.charset.StandardCharsets;

/// Target of a fuzzer: cursors of lists.
public final class CursorFuzz {
  private CursorFuzz() {}

  /// A cursor is the one of a page, or is refused with a fault; the cursor of a key stands for that key.
  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    try {
      String key = Paging.of(1, text).after();
      if (key == null || key.isEmpty() || key.indexOf('\0') >= 0)
        throw new IllegalStateException("accepted the cursor " + text);
    } catch (BadRequestException _) {
      // Refused with a documented problem.
    }
    if (!text.isEmpty()
        && text.indexOf('\0') < 0
        && !text.equals(Paging.of(1, Paging.cursor(text)).after()))
      throw new IllegalStateException("the cursor of another key: " + text);
  }
}
