package dev.rondo.server.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A backup that is taken while the service runs.
class OnlineBackupTest {
  private static final String BACKUPS = "/api/v1/maintenance/backups";
  private static final String PREDICTION =
      "{\"dataset\": {\"id\": \"latest\", \"series\": [\"series-00001\"]}}";

  @TempDir Path data;
  @TempDir Path other;

  private HttpResponse<Path> download(Service service) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(service.root().resolve(URI.create(BACKUPS)))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofFile(other.resolve("backup.zip")));
    }
  }

  @Test
  void theRestoredServiceAnswersAsTheOneBefore() throws Exception {
    JsonNode predicted;
    Path file;
    try (Service service = new Service(data)) {
      String dataset = Jobflow.dataset(service, 5);
      Jobflow.model(service, Jobflow.small(dataset, "\"epochs\": 1"));
      predicted = service.postJson("/api/v1/models/latest/predictions", PREDICTION).json();
      HttpResponse<Path> answer = download(service);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/zip");
      file = answer.body();
    }
    Path restored = other.resolve("data");
    try (InputStream in = Files.newInputStream(file)) {
      Restore.intoFile(restored, in, false, Progress.NONE);
    }
    try (Service service = new Service(restored)) {
      Answer again = service.postJson("/api/v1/models/latest/predictions", PREDICTION);
      assertThat(again.json()).isEqualTo(predicted);
      assertThat(service.get("/api/v1/training-jobs/latest/history").json().get("epochs"))
          .isNotEmpty();
    }
  }
}
