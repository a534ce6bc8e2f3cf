package dev.rondo.server.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class UploadFormsTest {
  private static final byte[] INLINE =
      "{\"series\": [{\"id\": \"a\", \"values\": [1, 2, 3]}]}".getBytes(StandardCharsets.UTF_8);

  private final Service service = Service.shared();

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private Answer form(String disposition, String type, byte[] file) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        ("--b\r\nContent-Disposition: form-data; "
                + disposition
                + "\r\nContent-Type: "
                + type
                + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    body.writeBytes(file);
    body.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
    return service.send(
        "POST",
        "/api/v1/datasets",
        body.toByteArray(),
        "Content-Type",
        "multipart/form-data; boundary=b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name=\"file\"; filename=\"my data.json\"|application/octet-stream|my data",
        "name=\"file\"; filename=\"C:\\\\data\\\\b.JSON.gz\"|application/gzip|b",
        "name=\"file\"; filename=\"blob\"|application/json|blob",
      })
  void theTypeOrTheNameOfAFileTellsItsForm(String disposition, String type, String name)
      throws IOException {
    Answer answer = form(disposition, type, name.equals("b") ? gzip(INLINE) : INLINE);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.json().get("name").stringValue()).isEqualTo(name);
    assertThat(answer.json().at("/shape/steps/max").intValue()).isEqualTo(3);
  }

  @Test
  void aFileOfUnknownFormIsRefused() throws IOException {
    assertThat(form("name=\"file\"; filename=\"a.pdf\"", "application/pdf", INLINE).status())
        .isEqualTo(415);
    assertThat(form("name=\"data\"; filename=\"a.json\"", "application/json", INLINE).faults())
        .containsExactly("file");
  }

  @Test
  void gzipIsRecognisedInABodyToo() throws IOException {
    Answer answer =
        service.send(
            "POST",
            "/api/v1/datasets?name=packed",
            gzip(INLINE),
            "Content-Type",
            "application/json");
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  @Test
  void whatIsBrokenOffLeavesNothingBehind() throws IOException {
    long before = rows();
    byte[] packed = gzip(INLINE);
    Answer answer =
        service.send(
            "POST",
            "/api/v1/datasets",
            Arrays.copyOf(packed, packed.length - 10),
            "Content-Type",
            "application/json");
    assertThat(answer.status()).as(answer.text()).isIn(400, 422);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    assertThat(
            service
                .postJson("/api/v1/datasets", "{\"series\": [{\"id\": \"a\", \"values\": [1, 2")
                .status())
        .isEqualTo(400);
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void idsThatCannotBeKeptAreRefused() {
    long before = rows();
    for (String id : new String[] {"x".repeat(1001), "a\\u0000b", "a\\ud800"}) {
      Answer answer =
          service.postJson(
              "/api/v1/datasets", "{\"series\": [{\"id\": \"" + id + "\", \"values\": [1]}]}");
      assertThat(answer.status()).as(answer.text()).isIn(400, 422);
    }
    assertThat(rows()).isEqualTo(before);
  }

  private long rows() {
    return service
        .bean(JdbcClient.class)
        .sql("select (select count(*) from dataset) + (select count(*) from series_block)")
        .query(Long.class)
        .single();
  }
}
