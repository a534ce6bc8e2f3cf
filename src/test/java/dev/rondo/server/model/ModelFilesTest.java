package dev.rondo.server.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ModelFilesTest {
  private static final String TYPE = "application/octet-stream";
  private static final String REQUEST =
      "{\"horizon\": 2, \"series\": [{\"start\": \"2026-08-01T00:00:00Z\", \"values\": [1, 2, 3, 4, 5, 6, 0, 1, 2]}]}";

  private static final Service SERVICE = Service.shared();
  private static String model = "";
  private static byte[] file = {};

  @BeforeAll
  static void train() throws IOException, InterruptedException {
    List<Integer> values = IntStream.range(0, 200).mapToObj(day -> day % 7).toList();
    String dataset =
        SERVICE
            .postJson(
                "/api/v1/datasets",
                "{\"frequency\": \"P1D\", \"series\": [{\"id\": \"a\", \"start\": \"2026-01-01\", \"values\": %s}]}"
                    .formatted(values))
            .json()
            .get("id")
            .stringValue();
    String path = Jobflow.model(SERVICE, Jobflow.small(dataset, "\"epochs\": 1"));
    model = path.substring(path.lastIndexOf('/') + 1);
    HttpResponse<byte[]> exported = export(model);
    assertThat(exported.headers().firstValue("Content-Disposition").orElse("")).contains(".rondo");
    file = exported.body();
  }

  private static HttpResponse<byte[]> export(String id) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> response =
          client.send(
              HttpRequest.newBuilder(SERVICE.root().resolve("/api/v1/models/" + id + "/file"))
                  .build(),
              BodyHandlers.ofByteArray());
      assertThat(response.statusCode()).isEqualTo(200);
      return response;
    }
  }

  private static Answer add(byte[] bytes, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = TYPE;
    return SERVICE.send("POST", "/api/v1/models?name=copy", bytes, all);
  }

  private static String forecasts(String id) {
    Answer answer = SERVICE.postJson("/api/v1/models/" + id + "/predictions", REQUEST);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().get("forecasts").toString();
  }

  @Test
  void anImportedModelForecastsLikeTheExportedOne() throws IOException, InterruptedException {
    Answer imported = add(file);
    assertThat(imported.status()).as(imported.text()).isEqualTo(201);
    String id = imported.json().get("id").stringValue();
    assertThat(imported.header("Location")).isEqualTo("/api/v1/models/" + id);
    assertThat(imported.json().get("name").stringValue()).isEqualTo("copy");
    assertThat(imported.json().has("jobId")).isFalse();
    assertThat(imported.json().has("datasetId")).isFalse();
    assertThat(SERVICE.get("/api/v1/models/" + id).json()).isEqualTo(imported.json());
    assertThat(forecasts(id)).isEqualTo(forecasts(model));
    assertThat(export(id).body()).isEqualTo(file);
    assertThat(SERVICE.get("/api/v1/models").text()).contains(id);
    assertThat(SERVICE.delete("/api/v1/models/" + id).status()).isEqualTo(204);
  }

  @Test
  void aRepeatedImportAddsNothing() {
    Answer first = add(file, "Idempotency-Key", "import-1");
    Answer second = add(file, "Idempotency-Key", "import-1");
    assertThat(second.header("Location")).isEqualTo(first.header("Location")).isNotEmpty();
  }

  @Test
  void whatIsNoCompleteModelFileIsRefused() {
    refused(
        "time,y\n2026-01-01,1\n2026-01-02,2\n".getBytes(StandardCharsets.UTF_8),
        "not a model file");
    refused(Arrays.copyOf(file, file.length - 5), "breaks off");
    refused(Arrays.copyOf(file, file.length + 1), "behind the end");
    byte[] damaged = file.clone();
    damaged[damaged.length - 8] ^= 1;
    refused(damaged, "checksum");
    byte[] large = file.clone();
    Arrays.fill(large, 16, 23, (byte) 0x7f);
    refused(large, "damaged header");
  }

  private static void refused(byte[] bytes, String reason) {
    Answer answer = add(bytes);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().get("detail").stringValue()).contains(reason);
  }
}
