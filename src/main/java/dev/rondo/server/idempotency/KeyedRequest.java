package dev.rondo.server.idempotency;

import dev.rondo.server.web.LimitedInputStream;
import dev.rondo.server.web.TooLargeException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.StandardMultipartHttpServletRequest;

/// A request with an `Idempotency-Key`, whose body is hashed while it is read.
final class KeyedRequest extends HttpServletRequestWrapper {
  private static final String ATTRIBUTE = KeyedRequest.class.getName();

  private final String key;
  private final long limit;
  private final MessageDigest digest;
  private @Nullable Hashed body;

  /// @param limit largest number of uncompressed bytes that are read for the hash
  KeyedRequest(HttpServletRequest request, String key, long limit) {
    super(request);
    this.key = key;
    this.limit = limit;
    this.digest = sha256();
    add(request.getMethod());
    add(request.getRequestURI());
    add(request.getQueryString());
    if (!isForm()) add(request.getContentType());
    request.setAttribute(ATTRIBUTE, this);
  }

  /// The keyed request that is being answered; null if the request has no key.
  static @Nullable KeyedRequest of(HttpServletRequest request) {
    return (KeyedRequest) request.getAttribute(ATTRIBUTE);
  }

  String key() {
    return key;
  }

  /// SHA-256 of the whole request, hexadecimal. Reads the rest of the body. The separator of the parts of a form is chosen anew
  /// each time a form is sent, so the names and contents of its parts count instead. Throws [TooLargeException], and
  /// [MultipartException] if the form cannot be read.
  String hash() throws IOException, ServletException {
    if (isForm()) {
      // Reads the parts, with the exceptions that Spring throws for them.
      new StandardMultipartHttpServletRequest(this);
      for (Part part : getParts()) {
        add(part.getName());
        add(part.getContentType());
        add(part.getSubmittedFileName());
        try (InputStream content = part.getInputStream()) {
          content.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        }
      }
    } else {
      new LimitedInputStream(getInputStream(), limit, "rondo.limits.upload")
          .transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(copy().digest());
  }

  private boolean isForm() {
    String type = getContentType();
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
  }

  private void add(@Nullable String text) {
    digest.update((Objects.requireNonNullElse(text, "") + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private MessageDigest copy() {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the digests of the JDK can be copied", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (body == null) body = new Hashed(super.getInputStream(), digest);
    return body;
  }

  /// Adds all bytes that are read to a digest.
  private static final class Hashed extends ServletInputStream {
    private final ServletInputStream bytes;
    private final MessageDigest digest;

    Hashed(ServletInputStream bytes, MessageDigest digest) {
      this.bytes = bytes;
      this.digest = digest;
    }

    @Override
    public int read() throws IOException {
      int value = bytes.read();
      if (value >= 0) digest.update((byte) value);
      return value;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = bytes.read(into, offset, length);
      if (count > 0) digest.update(into, offset, count);
      return count;
    }

    @Override
    public boolean isFinished() {
      return bytes.isFinished();
    }

    @Override
    public boolean isReady() {
      return bytes.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      bytes.setReadListener(listener);
    }

    /// Leaves the body open, because its hash needs what a parser has not read. The container ends it.
    @Override
    public void close() {}
  }
}
