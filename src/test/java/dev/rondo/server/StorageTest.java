package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

@ExtendWith(OutputCaptureExtension.class)
class StorageTest {
  @TempDir Path directory;

  private static void refused(Path data, String reason, CapturedOutput output) {
    assertThatThrownBy(() -> new Service(data)).isInstanceOf(RuntimeException.class);
    assertThat(output.getOut())
        .contains("The data directory " + data + " cannot be written to")
        .contains(reason)
        .containsOnlyOnce("by rondo.data-directory.")
        .doesNotContain("\tat ");
  }

  @Test
  void aFileInPlaceOfTheDataDirectoryIsToldInOneRemedy(CapturedOutput output) throws IOException {
    refused(Files.createFile(directory.resolve("file")), "it is a file", output);
  }

  @Test
  void anUnwritableDataDirectoryIsToldInOneRemedy(CapturedOutput output) {
    // Not even root can write here.
    assumeThat(Path.of("/proc/self")).exists();
    refused(Path.of("/proc/rondo"), "/proc/rondo", output);
  }

  private static long upload(Service service) {
    StringBuilder csv = new StringBuilder("step,a,b,c,d\n");
    java.util.SplittableRandom random = new java.util.SplittableRandom(1);
    for (int i = 0; i < 200_000; i++) {
      csv.append(i);
      for (int c = 0; c < 4; c++) csv.append(',').append(random.nextInt(1_000_000));
      csv.append('\n');
    }
    return service
        .post("/api/v1/datasets", "text/csv", csv.toString())
        .json()
        .get("bytes")
        .longValue();
  }

  /// The space of deleted data is reused, and released when the service ends.
  @Test
  void aRemovedDatasetLeavesNoLargeFileBehind() throws IOException {
    Path file = directory.resolve("rondo.mv.db");
    long bytes;
    try (Service service = new Service(directory)) {
      bytes = upload(service);
      String id = service.get("/api/v1/datasets/latest").json().get("id").stringValue();
      long full = Files.size(file);
      assertThat(service.delete("/api/v1/datasets/" + id).status()).isEqualTo(204);
      assertThat(Files.size(file)).isLessThan(full + bytes / 2);
    }
    assertThat(Files.size(file)).isLessThan(bytes / 2);
  }

  /// H2 has closed itself, as it does after some errors. Each pooled connection may fail once.
  @Test
  void aClosedDatabaseIsOpenedAgain() {
    try (Service service = new Service(directory)) {
      service.bean(JdbcClient.class).sql("shutdown immediately").update();
      int tries = 0;
      while (service.get("/api/v1/datasets").status() != 200) assertThat(++tries).isLessThan(10);
      assertThat(service.get("/actuator/health/readiness").status()).isEqualTo(200);
    }
  }
}
