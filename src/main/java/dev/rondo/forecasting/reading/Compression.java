package dev.rondo.forecasting.reading;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.util.Native;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// How bytes are compressed.
public enum Compression {
  GZIP(0x1f, 0x8b) {
    @Override
    public InputStream unpacked(InputStream bytes) throws IOException {
      return new GZIPInputStream(bytes, BUFFER);
    }
  },
  ZSTD(0x28, 0xb5, 0x2f, 0xfd) {
    @Override
    public InputStream unpacked(InputStream bytes) throws IOException {
      ZstdInputStreamNoFinalizer unpacked = new ZstdInputStreamNoFinalizer(bytes);
      unpacked.setLongMax(LARGEST_WINDOW);
      return unpacked;
    }

    @Override
    public Optional<String> obstacle() {
      return NativeZstd.OBSTACLE;
    }
  };

  private static final int BUFFER = 1 << 16;

  /// Binary logarithm of the largest window of zstd, 8 MiB: what a receiver over HTTP must support (RFC 9659).
  private static final int LARGEST_WINDOW = 23;

  private final byte[] magic;

  Compression(int... magic) {
    this.magic = new byte[magic.length];
    for (int i = 0; i < magic.length; i++) this.magic[i] = (byte) magic[i];
  }

  /// The uncompressed bytes. Damaged bytes give an [IOException] when they are read.
  public abstract InputStream unpacked(InputStream bytes) throws IOException;

  /// Why this machine cannot unpack such bytes; empty if it can.
  public Optional<String> obstacle() {
    return Optional.empty();
  }

  /// Name of the content coding in HTTP.
  public String coding() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The compression that the first bytes tell; leaves the bytes unread.
  public static Optional<Compression> of(BufferedInputStream bytes) throws IOException {
    bytes.mark(ZSTD.magic.length);
    byte[] first = bytes.readNBytes(ZSTD.magic.length);
    bytes.reset();
    return Stream.of(values())
        .filter(each -> first.length >= each.magic.length)
        .filter(each -> Arrays.equals(each.magic, Arrays.copyOf(first, each.magic.length)))
        .findFirst();
  }

  /// The native library of zstd, which is unpacked into the directory of temporary files and loaded from there, unless `ZstdNativePath`
  /// names it. A file system that is mounted `noexec` prevents that.
  private static final class NativeZstd {
    static final Optional<String> OBSTACLE = load();

    private static Optional<String> load() {
      try {
        Native.load();
        return Optional.empty();
      } catch (UnsatisfiedLinkError | ExceptionInInitializerError e) {
        return Optional.of(
            "its native library cannot be loaded: " + String.valueOf(e.getMessage()).strip());
      }
    }
  }
}
