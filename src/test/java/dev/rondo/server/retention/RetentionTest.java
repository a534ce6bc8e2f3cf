package dev.rondo.server.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Meanwhile;
import dev.rondo.server.OnPostgres;
import dev.rondo.server.Service;
import dev.rondo.server.job.Jobflow;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Old jobs and events go, and nothing that is in use.
class RetentionTest {
  private static final String JOBS = "/api/v1/training-jobs/";

  @TempDir Path data;

  private static String job(Service service, String dataset) {
    String id =
        service
            .postJson("/api/v1/training-jobs", Jobflow.small(dataset, "\"epochs\": 2"))
            .json()
            .get("id")
            .stringValue();
    Jobflow.await(service, id, job -> !job.get("finishedAt").isNull());
    return id;
  }

  private static void old(Service service, String job) {
    service
        .bean(JdbcClient.class)
        .sql("update job set finished_at = finished_at - interval '40' day where id = ?")
        .param(job)
        .update();
  }

  private static void check(Service service) throws Exception {
    String dataset = Jobflow.dataset(service, 3);
    String withModel = job(service, dataset);
    String without = job(service, dataset);
    String recent = job(service, dataset);
    for (String each : new String[] {without, recent})
      service.delete(
          "/api/v1/models/" + service.get(JOBS + each).json().get("modelId").stringValue());
    old(service, withModel);
    old(service, without);
    String before = service.get(JOBS + withModel + "/events").text();
    assertThat(before).contains("event:epoch");

    service.bean(Retention.class).run();

    assertThat(service.get(JOBS + without).status()).isEqualTo(404);
    assertThat(service.get(JOBS + recent).status()).isEqualTo(200);
    assertThat(service.get(JOBS + recent + "/events").text()).contains("event:epoch");
    assertThat(service.get(JOBS + withModel).status()).isEqualTo(200);
    assertThat(service.get(JOBS + withModel + "/history").json().get("epochs")).hasSize(2);
    assertThat(service.get(JOBS + withModel + "/events").text())
        .contains("event:state", "succeeded")
        .doesNotContain("event:epoch");
    assertThat(service.get("/actuator/prometheus").text())
        .containsPattern("rondo_retention_removed_total\\{.*kind=\"jobs\".*} 1");
    aJobThatIsTriedAgainStays(service, recent);
  }

  private static void aJobThatIsTriedAgainStays(Service service, String job) throws Exception {
    old(service, job);
    Meanwhile.during(
        service,
        "update job set state = 'paused', finished_at = null where id = ?",
        job,
        "delete from job%",
        () -> {
          service.bean(Retention.class).run();
          return job;
        });
    assertThat(service.get(JOBS + job).json().get("state").stringValue()).isEqualTo("paused");
  }

  @Test
  void onH2() throws Exception {
    try (Service service = new Service(data, "rondo.retention.jobs=30d")) {
      check(service);
    }
  }

  @Test
  void onPostgres() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Service service =
            new Service(data, OnPostgres.settings(postgres, "rondo.retention.jobs=30d"))) {
      check(service);
    }
  }

  @Test
  void jobsAreKeptByDefault() {
    try (Service service = new Service(data)) {
      String job = job(service, Jobflow.dataset(service, 3));
      service.delete(
          "/api/v1/models/" + service.get(JOBS + job).json().get("modelId").stringValue());
      old(service, job);
      service.bean(Retention.class).run();
      assertThat(service.get(JOBS + job).status()).isEqualTo(200);
    }
  }
}
