package dev.rondo.forecasting.series;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// How the content of a dataset differs from its first version: the sum of the hashes of the rows that were added, minus those of
/// the rows that were removed, modulo 2^256. It costs what the changes cost, does not depend on their order, and is zero if
/// every change was taken back.
public final class ContentChanges {
  private static final int LANES = 4;

  private final long[] sum = new long[LANES]; // 256 bits, lowest first
  private final MessageDigest digest;

  /// No changes.
  public ContentChanges() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// The changes that [#text] has written.
  public static ContentChanges parse(String text) {
    ContentChanges changes = new ContentChanges();
    ByteBuffer.wrap(HexFormat.of().parseHex(text)).asLongBuffer().get(changes.sum);
    return changes;
  }

  /// The sum in hexadecimal, 64 digits.
  public String text() {
    ByteBuffer bytes = ByteBuffer.allocate(LANES * Long.BYTES);
    bytes.asLongBuffer().put(sum);
    return HexFormat.of().formatHex(bytes.array());
  }

  /// Adds the length of a series.
  ///
  /// @param position number of the series in the dataset
  public void addLength(int position, String id, long start, int steps) {
    plus(length(position, id, start, steps), false);
  }

  /// Takes the length of a series away.
  public void removeLength(int position, String id, long start, int steps) {
    plus(length(position, id, start, steps), true);
  }

  private long[] length(int position, String id, long start, int steps) {
    digest.update(
        ("series " + position + " " + start + " " + steps + " " + id)
            .getBytes(StandardCharsets.UTF_8));
    return lanes();
  }

  /// Adds the values of one step of a series. A step without any value counts nothing.
  ///
  /// @param position number of the series in the dataset
  /// @param values `[columns][steps]`
  /// @param at place of the step among the values
  public void addRow(int position, int step, double[][] values, int at) {
    row(position, step, values, at, false);
  }

  /// Takes the values of one step away.
  public void removeRow(int position, int step, double[][] values, int at) {
    row(position, step, values, at, true);
  }

  private void row(int position, int step, double[][] values, int at, boolean negative) {
    ByteBuffer bytes =
        ByteBuffer.allocate(2 * Integer.BYTES + values.length * Double.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(position)
            .putInt(step);
    boolean any = false;
    for (double[] column : values) {
      bytes.putDouble(column[at]);
      any |= !Double.isNaN(column[at]);
    }
    if (!any) return;
    digest.update(bytes.flip());
    plus(lanes(), negative);
  }

  private long[] lanes() {
    long[] lanes = new long[LANES];
    ByteBuffer.wrap(digest.digest()).asLongBuffer().get(lanes);
    return lanes;
  }

  private void plus(long[] more, boolean negative) {
    long carry = negative ? 1 : 0;
    for (int i = 0; i < LANES; i++) {
      long added = negative ? ~more[i] : more[i];
      long half = sum[i] + added;
      long whole = half + carry;
      boolean overflow = Long.compareUnsigned(half, added) < 0 || carry == 1 && whole == 0;
      sum[i] = whole;
      carry = overflow ? 1 : 0;
    }
  }

  /// The fingerprint of the changed dataset.
  ///
  /// @param first fingerprint of its first version, see [Fingerprint#of]
  public String fingerprint(String first) {
    if (Arrays.stream(sum).allMatch(lane -> lane == 0)) return first;
    digest.update((first + " " + text()).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest());
  }
}
