package dev.rondo.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.util.Native;
import com.github.luben.zstd.util.ZstdVersion;
import dev.rondo.server.Mount;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A service whose directory of temporary files is mounted `noexec`, as Docker mounts a `tmpfs`.
@Timeout(180)
class NativeLibraryTest {
  private static final String TABLE = "time,x\n2026-01-01,1\n2026-01-02,2\n2026-01-03,3\n";

  @TempDir Path temporary;
  @TempDir Path directory;

  private static HttpResponse<String> encoded(ServiceProcess service) {
    return service.post("/api/v1/datasets", "text/csv", packed(), "Content-Encoding", "zstd");
  }

  private static byte[] packed() {
    return Zstd.compress(TABLE.getBytes(StandardCharsets.UTF_8));
  }

  private String inNoexec() {
    return "-Djava.io.tmpdir=" + temporary;
  }

  @Test
  void withoutTheLibraryZstdIsRefusedAndEverythingElseWorks() throws Exception {
    try (Mount _ = Mount.of(temporary, "noexec");
        ServiceProcess service =
            new ServiceProcess(List.of(inNoexec()), directory.resolve("data"))) {
      assertThat(service.log())
          .contains("requests with zstd are refused: its native library cannot be loaded");
      HttpResponse<String> encoded = encoded(service);
      assertThat(encoded.statusCode()).as(encoded.body()).isEqualTo(415);
      assertThat(encoded.headers().firstValue("Accept-Encoding")).hasValue("gzip");
      HttpResponse<String> file = service.post("/api/v1/datasets", "text/csv", packed());
      assertThat(file.statusCode()).as(file.body()).isEqualTo(422);
      assertThat(file.body()).contains("this installation cannot unpack", "gzip");
      assertThat(service.post("/api/v1/datasets", "text/csv", TABLE).statusCode()).isEqualTo(201);
    }
  }

  /// As in the image.
  @Test
  void aLibraryElsewhereIsUsed() throws Exception {
    Path library = unpackedLibrary();
    try (Mount _ = Mount.of(temporary, "noexec");
        ServiceProcess service =
            new ServiceProcess(
                List.of(inNoexec(), "-DZstdNativePath=" + library), directory.resolve("data"))) {
      HttpResponse<String> encoded = encoded(service);
      assertThat(encoded.statusCode()).as(encoded.body()).isEqualTo(201);
      assertThat(service.post("/api/v1/datasets", "text/csv", packed()).statusCode())
          .isEqualTo(201);
      assertThat(service.log()).doesNotContain("are refused");
    }
  }

  private Path unpackedLibrary() throws IOException {
    String name =
        "/linux/%s/libzstd-jni-%s.so".formatted(System.getProperty("os.arch"), ZstdVersion.VERSION);
    Path library = directory.resolve("libzstd-jni.so");
    try (InputStream packed = Objects.requireNonNull(Native.class.getResourceAsStream(name))) {
      Files.copy(packed, library);
    }
    return library;
  }
}
