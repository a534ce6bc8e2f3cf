package dev.rondo.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedBodiesTest {
  private static final String GENERATE =
      "{\"generator\":{\"type\":\"random-walk\",\"series\":2,\"steps\":80}}";
  private static final String TABLE = "time,x\n2026-01-01,1\n2026-01-02,2\n2026-01-03,3\n";

  @TempDir static Path data;
  private static Service service;

  @BeforeAll
  static void start() {
    service = new Service(data, "rondo.limits.json=1MB", "rondo.limits.upload=1MB");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd", "GZIP"})
  void areReadAsIfTheyWerePlain(String coding) {
    assertThat(send("/api/v1/datasets/generate", "application/json", GENERATE, coding).status())
        .isEqualTo(201);
    Answer table = send("/api/v1/datasets", "text/csv", TABLE, coding);
    assertThat(table.status()).as(table.text()).isEqualTo(201);
    assertThat(table.json().get("fingerprint"))
        .isEqualTo(service.post("/api/v1/datasets", "text/csv", TABLE).json().get("fingerprint"));
  }

  @Test
  void anUploadMayBeAZstdFile() {
    Answer answer =
        service.send("POST", "/api/v1/datasets", packed(TABLE, "zstd"), "Content-Type", "text/csv");
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource({
    "gzip, text/csv",
    "zstd, text/csv",
    "gzip, application/json",
    "zstd, application/json"
  })
  void aBombIsTooLarge(String coding, String type) {
    String path = type.equals("text/csv") ? "/api/v1/datasets" : "/api/v1/training-jobs";
    Answer answer =
        send(
            path,
            type,
            type.equals("text/csv") ? "1\n".repeat(32 << 20) : " ".repeat(64 << 20),
            coding);
    assertThat(answer.status()).as(answer.text()).isEqualTo(413);
  }

  @ParameterizedTest
  @CsvSource({
    "gzip, text/csv",
    "zstd, text/csv",
    "gzip, application/json",
    "zstd, application/json"
  })
  void aDamagedBodyIsMalformed(String coding, String type) {
    String path = type.equals("text/csv") ? "/api/v1/datasets" : "/api/v1/datasets/generate";
    byte[] whole = packed(type.equals("text/csv") ? TABLE : GENERATE, coding);
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    for (byte[] body : new byte[][] {half, GENERATE.getBytes(StandardCharsets.UTF_8)}) {
      Answer answer =
          service.send("POST", path, body, "Content-Type", type, "Content-Encoding", coding);
      assertThat(answer.status()).as(answer.text()).isEqualTo(400);
      assertThat(answer.json().get("detail").stringValue()).contains(coding);
    }
  }

  @Test
  void anUnknownCodingIsRefusedWithThoseThatAreKnown() {
    Answer answer =
        service.send(
            "POST",
            "/api/v1/datasets",
            TABLE.getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "text/csv",
            "Content-Encoding",
            "br");
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.header("Accept-Encoding")).isEqualTo("gzip, zstd");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd", "br"})
  void aCompressedFormIsRefused(String coding) {
    String form =
        "--one\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n%s\r\n--one--\r\n"
            .formatted(TABLE);
    Answer answer = send("/api/v1/datasets", "multipart/form-data; boundary=one", form, coding);
    assertThat(answer.status()).as(answer.text()).isEqualTo(415);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.json().get("detail").stringValue()).contains("form");
    assertThat(answer.header("Accept-Encoding")).isEqualTo("identity");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "POST"})
  void aBrokenBodyOfAnotherTypeIsRefusedAsSuch(String method) {
    Answer answer =
        service.send(
            method,
            "/api/v1/aliases/champion/retraining",
            "{}".getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/x-www-form-urlencoded",
            "Content-Encoding",
            "gzip");
    assertThat(answer.status()).as(answer.text()).isBetween(400, 415);
    assertThat(answer.contentType()).startsWith("application/problem+json");
  }

  private static Answer send(String path, String type, String body, String coding) {
    return service.send(
        "POST", path, packed(body, coding), "Content-Type", type, "Content-Encoding", coding);
  }

  private static byte[] packed(String text, String coding) {
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    if (coding.equals("zstd")) return Zstd.compress(plain);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
