package dev.rondo.forecasting.reading;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Bytes to characters, in the encoding that a byte order mark or, without one, the first bytes show.
final class Encoding {
  private static final int HEAD = 1 << 20;

  private Encoding() {}

  static Reader decode(InputStream bytes, Findings findings) throws IOException {
    byte[] head = bytes.readNBytes(HEAD);
    if (starts(head, 0x1f, 0x8b))
      throw Faults.refusal(
          "the upload is gzip within gzip, or no text; send text, or gzip of text");
    if (starts(head, 0xef, 0xbb, 0xbf)) return reader(head, 3, bytes, StandardCharsets.UTF_8);
    if (starts(head, 0xff, 0xfe)) return told(head, 2, bytes, StandardCharsets.UTF_16LE, findings);
    if (starts(head, 0xfe, 0xff)) return told(head, 2, bytes, StandardCharsets.UTF_16BE, findings);
    if (head.length > 3 && head[1] == 0 && head[3] == 0 && head[0] != 0) {
      return told(head, 0, bytes, StandardCharsets.UTF_16LE, findings);
    }
    if (head.length > 3 && head[0] == 0 && head[2] == 0 && head[1] != 0) {
      return told(head, 0, bytes, StandardCharsets.UTF_16BE, findings);
    }
    if (isUtf8(head)) return reader(head, 0, bytes, StandardCharsets.UTF_8);
    return told(head, 0, bytes, Charset.forName("windows-1252"), findings);
  }

  private static Reader told(
      byte[] head, int from, InputStream rest, Charset charset, Findings findings) {
    findings.inferred("encoding", "the text is encoded as " + charset.name());
    return reader(head, from, rest, charset);
  }

  private static Reader reader(byte[] head, int from, InputStream rest, Charset charset) {
    return new InputStreamReader(joined(head, from, rest), charset);
  }

  private static InputStream joined(byte[] head, int from, InputStream rest) {
    return new SequenceInputStream(new ByteArrayInputStream(head, from, head.length - from), rest);
  }

  private static boolean starts(byte[] head, int... mark) {
    if (head.length < mark.length) return false;
    for (int i = 0; i < mark.length; i++) if ((head[i] & 0xff) != mark[i]) return false;
    return true;
  }

  private static boolean isUtf8(byte[] head) {
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer out = CharBuffer.allocate(1 << 13);
    ByteBuffer in = ByteBuffer.wrap(head);
    while (true) {
      // The head may end within a character, so its end is not taken for the end of the text.
      CoderResult result = decoder.decode(in, out, false);
      if (result.isError()) return false;
      if (result.isUnderflow()) return true;
      out.clear();
    }
  }
}
