package dev.rondo.server.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadLimitsTest {
  private static Service service;

  @BeforeAll
  static void start(@TempDir Path directory) {
    service = new Service(directory, "rondo.limits.json=1KB", "rondo.limits.upload=10KB");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static void tooLarge(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(413);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    assertThat(answer.json().get("type").stringValue()).isEqualTo("/problems/too-large");
    assertThat(service.get("/api/v1/datasets").json().get("items")).isEmpty();
  }

  @Test
  void refusesLongJson() {
    tooLarge(
        service.postJson("/api/v1/datasets/generate", "{\"name\": \"" + "x".repeat(2000) + "\"}"));
  }

  @Test
  void refusesLongText() {
    tooLarge(service.post("/api/v1/datasets", "text/csv", "y\n" + "1\n".repeat(10_000)));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static Answer upload(byte[] body) {
    return service.send("POST", "/api/v1/datasets", body, "Content-Type", "text/csv");
  }

  @Test
  void refusesWhatIsLongUnpacked() throws IOException {
    byte[] rows = ("y\n" + "1\n".repeat(10_000)).getBytes(StandardCharsets.UTF_8);
    Answer answer = upload(gzip(rows));
    tooLarge(answer);
    assertThat(answer.text()).contains("10240");
  }

  @Test
  void unpacksOnce() throws IOException {
    byte[] rows = "y\n1\n2\n".getBytes(StandardCharsets.UTF_8);
    Answer answer = upload(gzip(gzip(rows)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.text()).contains("gzip within gzip");
  }

  @Test
  void refusesLongFiles() {
    String form =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n"
            + "1\n".repeat(10_000)
            + "\r\n--b--\r\n";
    tooLarge(
        service.send(
            "POST",
            "/api/v1/datasets",
            form.getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "multipart/form-data; boundary=b"));
  }

  @Test
  void refusesChangesByPagesOfOtherSites() {
    Answer answer =
        service.send(
            "POST",
            "/api/v1/datasets/generate",
            new byte[] {'{'},
            "Content-Type",
            "application/json",
            "Sec-Fetch-Site",
            "cross-site");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    assertThat(service.get("/api/v1/datasets", "Sec-Fetch-Site", "cross-site").status())
        .isEqualTo(200);
  }
}
