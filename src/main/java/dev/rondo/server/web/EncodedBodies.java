package dev.rondo.server.web;

import com.github.luben.zstd.ZstdIOException;
import dev.rondo.forecasting.reading.Compression;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Decompresses bodies with a `Content-Encoding`. Their readers limit the uncompressed bytes.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 30)
class EncodedBodies extends OncePerRequestFilter {
  private static final Logger LOG = LoggerFactory.getLogger(EncodedBodies.class);

  private final ProblemWriter problems;
  private final List<Compression> compressions = new ArrayList<>();

  /// Logs a warning for each compression that this machine cannot unpack.
  EncodedBodies(ProblemWriter problems) {
    this.problems = problems;
    for (Compression each : Compression.values()) {
      each.obstacle()
          .ifPresentOrElse(
              obstacle -> LOG.warn("requests with {} are refused: {}", each.coding(), obstacle),
              () -> compressions.add(each));
    }
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String coding =
        Objects.requireNonNullElse(request.getHeader(HttpHeaders.CONTENT_ENCODING), "identity")
            .strip()
            .toLowerCase(Locale.ROOT);
    if (coding.equals("identity")) {
      chain.doFilter(request, response);
      return;
    }
    Optional<Compression> known =
        compressions.stream().filter(each -> each.coding().equals(coding)).findFirst();
    if (isForm(request)) {
      refuse(
          request,
          response,
          "identity",
          "a form may not be compressed; send it plain, compress the file in it, or send the file as the body");
    } else if (known.isPresent()) {
      chain.doFilter(new Unpacked(request, known.get()), response);
    } else {
      String codings =
          compressions.stream().map(Compression::coding).collect(Collectors.joining(", "));
      refuse(
          request,
          response,
          codings,
          "the Content-Encoding '%s' is not supported; send the body plain, or with one of %s"
              .formatted(coding, codings));
    }
  }

  /// The container reads the parts of forms from the connection.
  private static boolean isForm(HttpServletRequest request) {
    String type = Objects.requireNonNullElse(request.getContentType(), "");
    return type.toLowerCase(Locale.ROOT).startsWith("multipart/");
  }

  private void refuse(
      HttpServletRequest request, HttpServletResponse response, String accepted, String detail)
      throws IOException {
    response.setHeader(HttpHeaders.ACCEPT_ENCODING, accepted);
    problems.write(request, response, Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, detail));
  }

  /// A request as if its body were not compressed.
  private static final class Unpacked extends HttpServletRequestWrapper {
    private final Compression compression;
    private @Nullable ServletInputStream body;

    Unpacked(HttpServletRequest request, Compression compression) {
      super(request);
      this.compression = compression;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      if (body == null) body = new Bytes(super.getInputStream(), compression);
      return body;
    }

    @Override
    public int getContentLength() {
      return -1;
    }

    @Override
    public long getContentLengthLong() {
      return -1;
    }
  }

  /// The uncompressed bytes.
  private static final class Bytes extends ServletInputStream {
    private final ServletInputStream packed;
    private final Compression compression;
    private @Nullable InputStream unpacked;
    private boolean finished;

    Bytes(ServletInputStream packed, Compression compression) {
      this.packed = packed;
      this.compression = compression;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      try {
        if (unpacked == null) unpacked = compression.unpacked(packed);
        int count = unpacked.read(into, offset, length);
        finished = count < 0;
        return count;
      } catch (ZipException | EOFException | ZstdIOException e) {
        throw new BadRequestException(
            Fault.at(
                "",
                "the body is not %s, as Content-Encoding says, or is broken off: %s"
                    .formatted(compression.coding(), e.getMessage())));
      }
    }

    @Override
    public void close() throws IOException {
      if (unpacked != null) unpacked.close();
      else packed.close();
    }

    @Override
    public boolean isFinished() {
      return finished;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("the body is read by a blocking reader");
    }
  }
}
