package dev.rondo.forecasting.series;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/// SHA-256 of the content of a dataset; equal for equal content.
public final class Fingerprint {
  private Fingerprint() {}

  public static String of(Dataset dataset) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(
          (dataset.columns() + " " + dataset.frequency() + " " + dataset.zone())
              .getBytes(StandardCharsets.UTF_8));
      if (!dataset.staticColumns().isEmpty())
        digest.update(dataset.staticColumns().toString().getBytes(StandardCharsets.UTF_8));
      for (Series series : dataset.series()) {
        digest.update(
            (series.id() + " " + series.start() + " " + series.steps())
                .getBytes(StandardCharsets.UTF_8));
        if (!series.statics().equals(StaticValues.NONE))
          digest.update(text(series.statics()).getBytes(StandardCharsets.UTF_8));
        for (double[] column : series.values()) {
          ByteBuffer bytes =
              ByteBuffer.allocate(column.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
          for (double value : column) bytes.putDouble(value);
          digest.update(bytes.flip());
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// The values in the order of their names.
  private static String text(StaticValues statics) {
    return new TreeMap<>(statics.numbers()) + " " + new TreeMap<>(statics.categories());
  }
}
