package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service.Answer;
import dev.rondo.server.memory.MemoryBudget;
import dev.rondo.server.memory.Reservation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies within the byte limit that would need more memory than the budget.
class MemoryLimitsTest {
  private static final int MANY = 200_000;

  private static Service service;

  @BeforeAll
  static void start(@TempDir Path directory) {
    service = new Service(directory, "rondo.memory=2MB", "rondo.limits.json=16MB");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @AfterEach
  void everythingIsGivenBack() {
    assertThat(service.bean(MemoryBudget.class).reserved()).isZero();
    assertThat(service.get("/actuator/health").status()).isEqualTo(200);
  }

  private static void beyondMemory(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(413);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    assertThat(answer.json().get("detail").stringValue()).contains("2 MiB", "-Xmx");
  }

  static String[][] uploads() {
    return new String[][] {
      {"text/csv", "y\n" + "1\n".repeat(MANY)},
      {"text/csv", "y\n" + ",".repeat(MANY)},
      {"text/csv", sparseTimes()},
      {"text/csv", manySeries()},
      {"application/x-ndjson", "{\"y\": 1}\n".repeat(MANY)},
      {
        "application/json",
        "{\"series\": [{\"id\": \"a\", \"values\": [" + "1,".repeat(MANY) + "1]}]}"
      },
      {"application/json", "{\"series\": [{\"id\": \"a\", \"x\": {" + members() + "}}]}"},
    };
  }

  /// Few rows whose times make a large grid.
  private static String sparseTimes() {
    StringBuilder text = new StringBuilder("time,a,b\n");
    for (int i = 0; i < 1000; i++) text.append(i < 999 ? i : 200_000).append(",1,1\n");
    return text.toString();
  }

  private static String manySeries() {
    StringBuilder text = new StringBuilder("shop,time,y\n");
    for (int i = 0; i < 10_000; i++) text.append("the-shop-of-number-").append(i).append(",1,1\n");
    return text.toString();
  }

  private static String members() {
    StringBuilder members = new StringBuilder("\"y\": 1");
    for (int i = 0; i < MANY; i++) members.append(",\"").append(i).append("\":1");
    return members.toString();
  }

  @ParameterizedTest
  @MethodSource("uploads")
  void refusesUploads(String type, String body) {
    beyondMemory(service.post("/api/v1/datasets", type, body));
  }

  @Test
  void refusesBodiesOfManySmallParts() {
    String path = "/api/v1/training-jobs";
    beyondMemory(service.postJson(path, "{\"datasetId\": [" + "{},".repeat(MANY) + "1]}"));
    beyondMemory(service.postJson(path, "{\"window\": {" + members() + "}}"));
    beyondMemory(service.postJson(path, "{" + members() + "}"));
    beyondMemory(service.postJson(path, "{\"x\": {" + members() + "}}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"seriesId\": \"a\", \"value\": [%s 1]}]",
        "[{\"seriesId\": \"a\", \"value\": 1, \"x\": {%s \"y\": 1}}]",
        "{\"value\": [%s 1]}"
      })
  void refusesObservationsOfManySmallParts(String body) {
    String parts = body.contains("x") ? members() + "," : "[],".repeat(MANY);
    beyondMemory(service.postJson("/api/v1/streams/none/observations", body.formatted(parts)));
  }

  @Test
  void refusesLongTexts() {
    String text = "x".repeat(900_000);
    String texts = ("\"" + text + "\",").repeat(10);
    beyondMemory(service.postJson("/api/v1/training-jobs", "{\"datasetId\": [" + texts + "\"\"]}"));
    String name = "n".repeat(9_000);
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < 200; i++) names.append("\"").append(name).append(i).append("\": 1,");
    beyondMemory(
        service.postJson("/api/v1/training-jobs", "{\"network\": {" + names + "\"units\": [1]}}"));
  }

  @Test
  void refusesSeriesOfManyEmptyRows() throws IOException {
    Answer imported = imported(model());
    assertThat(imported.status()).as(imported.text()).isEqualTo(201);
    String path = "/api/v1/models/" + imported.json().get("id").stringValue() + "/predictions";
    beyondMemory(
        service.postJson(path, "{\"series\": [{\"values\": [" + "[],".repeat(MANY) + "[]]}]}"));
  }

  /// The description of the model has many small parts.
  @Test
  void refusesModelFilesOfManySmallParts() throws IOException {
    String description = "{\"x\": [" + "[],".repeat(MANY / 2) + "[]]}      ";
    byte[] bytes =
        description.substring(0, description.length() / 8 * 8).getBytes(StandardCharsets.US_ASCII);
    ByteBuffer file = ByteBuffer.allocate(24 + bytes.length + 4).order(ByteOrder.LITTLE_ENDIAN);
    file.put(model(), 0, 12).putInt(bytes.length).putLong(0).put(bytes);
    CRC32C sum = new CRC32C();
    sum.update(file.array(), 0, file.position());
    file.putInt((int) sum.getValue());
    beyondMemory(imported(file.array()));
  }

  private static byte[] model() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(
            MemoryLimitsTest.class.getResourceAsStream("/models/format-5/relu.rondo"))) {
      return file.readAllBytes();
    }
  }

  private static Answer imported(byte[] file) {
    return service.send("POST", "/api/v1/models", file, "Content-Type", "application/octet-stream");
  }

  @Test
  void refusesToGenerateMoreThanItHolds() {
    Answer answer =
        service.postJson(
            "/api/v1/datasets/generate",
            "{\"generator\": {\"type\": \"sine-waves\", \"series\": 10000, \"steps\": 100}}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.faults()).containsExactly("/generator/series");
  }

  @Test
  void whatFitsLaterIsAskedToComeAgain() {
    String rows = "y\n" + "1\n".repeat(20_000);
    MemoryBudget budget = service.bean(MemoryBudget.class);
    try (Reservation other = budget.reserve("other work", budget.bytes() - (100 << 10))) {
      assertThat(other.bytes()).isPositive();
      Answer answer = service.post("/api/v1/datasets", "text/csv", rows);
      assertThat(answer.status()).as(answer.text()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isNotEmpty();
      assertThat(answer.json().get("type").stringValue()).isEqualTo("/problems/unavailable");
    }
    assertThat(service.post("/api/v1/datasets", "text/csv", rows).status()).isEqualTo(201);
  }
}
