package dev.rondo.server.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Throws [TooLargeException] if a body exceeds its limit.
public final class LimitedInputStream extends FilterInputStream {
  private final long limit;
  private final String property;
  private long left;

  /// @param limit largest number of bytes
  /// @param property property that sets the limit, for the message
  public LimitedInputStream(InputStream bytes, long limit, String property) {
    super(bytes);
    this.limit = limit;
    this.left = limit;
    this.property = property;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) spend(1);
    return value;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = super.read(into, offset, length);
    if (count > 0) spend(count);
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = super.skip(count);
    spend(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void spend(long count) {
    left -= count;
    if (left < 0) throw new TooLargeException(limit, property);
  }
}
