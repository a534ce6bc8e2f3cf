package dev.rondo.forecasting.document;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32C;

/// CRC-32C of what is stored, by which damage is recognized.
///
/// A JSON document has it in its last member: `"crc32c":"1a2b3c4d"` is that of everything before the comma in front of it. Documents
/// of earlier versions have none.
public final class Checksum {
  static final String MEMBER = "crc32c";

  private static final String BEGIN = ",\"" + MEMBER + "\":\"";
  private static final int DIGITS = 8;
  private static final String END = "\"}";

  private Checksum() {}

  /// From 0 to 2^32 - 1.
  public static long of(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return checksum.getValue();
  }

  private static String of(String text) {
    return String.format(
        Locale.ROOT, "%0" + DIGITS + "x", of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// Adds the checksum to a document with one member or more.
  static String added(String document) {
    String content = document.substring(0, document.length() - 1);
    return content + BEGIN + of(content) + END;
  }

  /// Whether a stored document is as it was written. True if it ends without a checksum.
  public static boolean matches(String document) {
    String text = document.stripTrailing();
    int at = text.length() - END.length() - DIGITS - BEGIN.length();
    if (at < 0 || !text.startsWith(BEGIN, at)) return true;
    return text.regionMatches(at + BEGIN.length(), of(text.substring(0, at)), 0, DIGITS);
  }
}
