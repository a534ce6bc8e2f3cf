package dev.rondo.server.maintenance;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/// Counts the rows of a table and sums their hashes. The sum does not depend on the order of the rows, because databases sort text
/// differently.
final class TableDigest {
  private static final int BITS = 256;
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(BITS);

  private final StoredTable table;
  private final MessageDigest hash;
  private final DataOutputStream out;
  private long rows;
  private BigInteger sum = BigInteger.ZERO;

  /// @param into receives the bytes of the rows as well
  TableDigest(StoredTable table, OutputStream into) {
    this.table = table;
    try {
      hash = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    out = new DataOutputStream(new DigestOutputStream(into, hash));
  }

  TableDigest(StoredTable table) {
    this(table, OutputStream.nullOutputStream());
  }

  /// Adds a row with the values in the order of the columns.
  void add(@Nullable Object[] row) throws IOException {
    for (int i = 0; i < row.length; i++) {
      Object value = row[i];
      out.writeBoolean(value != null);
      if (value != null) table.columns().get(i).type().write(value, out);
    }
    out.flush();
    sum = sum.add(new BigInteger(1, hash.digest())).mod(MODULUS);
    rows++;
  }

  long rows() {
    return rows;
  }

  TableContent content() {
    String hexadecimal = "%0" + BITS / 4 + "x";
    return new TableContent(table.name(), rows, hexadecimal.formatted(sum));
  }
}
