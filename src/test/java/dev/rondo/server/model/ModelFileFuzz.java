package dev.rondo.server.model;

import dev.rondo.server.web.BadRequestException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// Target of a fuzzer: imported model files.
public final class ModelFileFuzz {
  private static final int HEADER = 24;
  private static final int CHECKSUM = 4;
  private static final int MOST_WEIGHTS = 1000;

  private ModelFileFuzz() {}

  /// A model file is read, or refused with a fault. Data that begin with `{` are the description of a file whose lengths and checksum
  /// are right, so that a fuzzer gets to the description; other data are a whole file.
  public static void fuzzerTestOneInput(byte[] data) {
    byte[] file = data.length > 0 && data[0] == '{' ? file(data) : data;
    try {
      ImportedModels.read(new ByteArrayInputStream(file), _ -> {});
    } catch (BadRequestException _) {
      // Refused with a documented problem.
    } catch (IOException e) {
      throw new IllegalStateException("refused without a problem type", e);
    }
  }

  /// A complete file with a description. The number of weights is the one that the text after it says.
  static byte[] file(byte[] data) {
    String text = new String(data, StandardCharsets.ISO_8859_1);
    int end = text.lastIndexOf('}') + 1;
    if (end == 0) end = data.length;
    int weights = weights(text.substring(end).strip());
    int length = (HEADER + end + 7) / 8 * 8 - HEADER;
    byte[] description = Arrays.copyOf(data, length);
    Arrays.fill(description, end, length, (byte) ' ');
    ByteBuffer file =
        ByteBuffer.allocate(HEADER + length + 4 * weights + CHECKSUM)
            .order(ByteOrder.LITTLE_ENDIAN);
    file.put("RONDOMDL".getBytes(StandardCharsets.US_ASCII)).putInt(1).putInt(length);
    file.putLong(weights).put(description);
    for (int i = 0; i < weights; i++) file.putFloat(0.01f * i);
    CRC32C checksum = new CRC32C();
    checksum.update(file.array(), 0, file.position());
    return file.putInt((int) checksum.getValue()).array();
  }

  private static int weights(String text) {
    try {
      return Math.clamp(Integer.parseInt(text), 0, MOST_WEIGHTS);
    } catch (NumberFormatException _) {
      return 0;
    }
  }
}
