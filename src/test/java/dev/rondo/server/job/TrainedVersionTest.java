package dev.rondo.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A model tells the version of the dataset that it was trained on, though observations are added meanwhile.
class TrainedVersionTest {
  private static final String JOBS = "/api/v1/training-jobs";

  @TempDir Path data;

  private Service service() {
    return new Service(List.of(FakeFit.Beans.class), data);
  }

  private static String start(Service service, String dataset) {
    return service
        .postJson(JOBS, "{\"datasetId\": \"" + dataset + "\", \"training\": {\"epochs\": 3}}")
        .json()
        .get("id")
        .stringValue();
  }

  private static JsonNode model(Service service, String job) {
    JsonNode ended =
        Jobflow.await(service, job, one -> one.get("state").stringValue().equals("succeeded"));
    return service.get("/api/v1/models/" + ended.get("modelId").stringValue()).json();
  }

  private static String fingerprint(Service service, String dataset) {
    return service.get("/api/v1/datasets/" + dataset).json().get("fingerprint").stringValue();
  }

  private static void append(Service service, String dataset, int step) {
    String body = "{\"series\": [{\"id\": \"added\", \"start\": %d, \"values\": [1]}]}";
    assertThat(
            service
                .postJson("/api/v1/datasets/" + dataset + "/observations", body.formatted(step))
                .status())
        .isEqualTo(200);
  }

  private static void assertTrainedOn(JsonNode model, int version, String fingerprint) {
    assertThat(model.get("datasetVersion").intValue()).isEqualTo(version);
    assertThat(model.at("/provenance/datasetFingerprint").stringValue()).isEqualTo(fingerprint);
  }

  @Test
  void aRunningTrainingKeepsItsVersion() {
    try (Service service = service()) {
      FakeFit fit = service.bean(FakeFit.class);
      String dataset = Jobflow.dataset(service, 5);
      String first = fingerprint(service, dataset);
      fit.batches.release(1);
      String job = start(service, dataset);
      Jobflow.await(service, job, _ -> fit.trainings.get() == 1);
      append(service, dataset, 0);
      fit.batches.release(1000);
      assertTrainedOn(model(service, job), 1, first);
      String second = fingerprint(service, dataset);
      assertThat(second).isNotEqualTo(first);
      assertTrainedOn(model(service, start(service, dataset)), 2, second);
    }
  }

  /// The weights of an interrupted job belong to an earlier version, so that it trains again.
  @Test
  void anInterruptedTrainingBeginsAgainOnAChangedDataset() throws InterruptedException {
    String dataset;
    String job;
    try (Service service = service()) {
      FakeFit fit = service.bean(FakeFit.class);
      fit.holdsEvaluations = true;
      fit.batches.release(1000);
      dataset = Jobflow.dataset(service, 5);
      job = start(service, dataset);
      while (fit.evaluations.get() == 0) Thread.sleep(10);
      append(service, dataset, 0);
    }
    try (Service service = service()) {
      FakeFit fit = service.bean(FakeFit.class);
      fit.batches.release(1000);
      assertTrainedOn(model(service, job), 2, fingerprint(service, dataset));
      assertThat(fit.trainings).hasValue(1);
      assertThat(service.get(JOBS + "/" + job + "/history").json().get("epochs")).hasSize(3);
    }
  }
}
