package dev.rondo.server.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static byte[] rows(int count) {
    return ("y\n" + "1\n".repeat(count)).getBytes(StandardCharsets.UTF_8);
  }

  private static Answer upload(String type, byte[] body) {
    return service.send("POST", "/api/v1/datasets", body, "Content-Type", type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/csv", "application/x-ndjson", "application/json"})
  void refusesGzipThatUnpacksToMore(String type) throws IOException {
    Answer answer = upload(type, gzip(rows(100_000)));
    tooLarge(answer);
    assertThat(answer.json().get("detail").stringValue()).contains("rondo.limits.upload", "10240");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/csv", "application/x-ndjson", "application/json"})
  void refusesBlankLinesThatUnpackToMore(String type) throws IOException {
    tooLarge(upload(type, gzip("\n".repeat(5_000_000).getBytes(StandardCharsets.UTF_8))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/csv", "application/x-ndjson", "application/json"})
  void refusesWhatIsPackedTwice(String type) throws IOException {
    Answer answer = upload(type, gzip(gzip(rows(3))));
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.json().get("detail").stringValue()).contains("gzip within gzip");
  }

  @Test
  void refusesLongTextOfUnknownLength() throws IOException, InterruptedException {
    byte[] body = rows(100_000);
    var request =
        HttpRequest.newBuilder(service.root().resolve("/api/v1/datasets"))
            .header("Content-Type", "text/csv")
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      var response = client.send(request, HttpResponse.BodyHandlers.ofString());
      tooLarge(
          new Answer(
              response.statusCode(),
              response.headers().firstValue("Content-Type").orElse(""),
              response));
    }
  }
}
