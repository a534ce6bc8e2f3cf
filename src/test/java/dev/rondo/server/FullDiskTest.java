package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The disk with the database file fills up, and gets room again, while the service runs.
class FullDiskTest {
  private static final String ROWS =
      "{\"generator\": {\"type\": \"random-walk\", \"series\": 20, \"steps\": 8000, \"seed\": %d}}";

  @TempDir Path disk;

  private Service serviceBeside(Path filler) throws IOException {
    Files.write(filler, new byte[40 << 20]);
    return new Service(disk.resolve("data"));
  }

  private static Answer add(Service service, int seed) {
    return service.postJson("/api/v1/datasets/generate", ROWS.formatted(seed));
  }

  private static String id(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().get("id").stringValue();
  }

  @Test
  @Timeout(240)
  void writesFailCleanlyNothingIsLostAndItHealsWhenThereIsRoom() throws Exception {
    Path filler = disk.resolve("filler");
    try (Mount _ = Mount.of(disk, "size=64m");
        Service service = serviceBeside(filler)) {
      List<String> stored = new ArrayList<>();
      stored.add(id(add(service, 1)));
      Set<Integer> statuses = new TreeSet<>();
      int refused = 0;
      for (int seed = 2; refused < 5 && seed < 100; seed++) {
        Answer answer = add(service, seed);
        statuses.add(answer.status());
        if (answer.status() == 201) {
          stored.add(id(answer));
        } else {
          refused++;
          assertThat(answer.json().get("type").stringValue())
              .as(answer.text())
              .isEqualTo("/problems/unavailable");
          assertThat(answer.header("Retry-After")).isNotEmpty();
        }
        assertThat(service.get("/actuator/health/liveness").status()).isEqualTo(200);
      }
      assertThat(statuses).containsExactly(201, 503);

      Files.delete(filler);
      Instant patience = Instant.now().plus(Duration.ofSeconds(60));
      Answer healed = add(service, 1000);
      while (healed.status() != 201) {
        assertThat(healed.status()).as(healed.text()).isEqualTo(503);
        assertThat(Instant.now()).as(healed.text()).isBefore(patience);
        Thread.sleep(500);
        healed = add(service, 1000);
      }
      stored.add(id(healed));
      for (String dataset : stored) {
        Answer values = service.get("/api/v1/datasets/" + dataset + "/series/series-00019");
        assertThat(values.status()).as(values.text()).isEqualTo(200);
      }
      assertThat(service.get("/actuator/health/readiness").status()).isEqualTo(200);
      assertThat(service.get("/api/v1/datasets?limit=500").json().get("items"))
          .hasSize(stored.size());
    }
  }
}
