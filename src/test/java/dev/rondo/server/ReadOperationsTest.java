package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.rondo.server.Service.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Calls every read operation far more often than the pool has connections.
class ReadOperationsTest {
  private static final int TIMES = 1000;

  /// Answers as long as the stream exists; `StreamEventsTest` reads it.
  private static final String ENDLESS = "/api/v1/streams/{id}/events";

  private static Service service;

  @BeforeAll
  static void start(@TempDir Path directory) throws InterruptedException {
    service = OneOfEach.service(directory);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void giveEveryConnectionBack() {
    Map<String, String> wrong = new LinkedHashMap<>();
    for (String path : paths()) {
      for (int i = 0; i < TIMES && !wrong.containsKey(path); i++) {
        Answer answer = service.get(path);
        if (answer.status() >= 300) wrong.put(path, answer.status() + " " + answer.text());
      }
    }
    assertThat(wrong).isEmpty();
    HikariPoolMXBean pool = pool();
    assertThat(pool.getActiveConnections()).isZero();
    assertThat(pool.getIdleConnections()).isEqualTo(pool.getTotalConnections()).isPositive();
    assertThat(service.get("/actuator/health/readiness").status()).isEqualTo(200);
  }

  private static List<String> paths() {
    List<String> paths = new ArrayList<>();
    JsonNode described = service.get("/v3/api-docs").json().get("paths");
    described.forEachEntry((path, operations) -> {
      if (operations.has("get") && !path.equals(ENDLESS)) paths.add(OneOfEach.path(path));
    });
    assertThat(paths).hasSizeGreaterThan(8).noneMatch(path -> path.contains("{"));
    return paths;
  }

  private static HikariPoolMXBean pool() {
    return ((HikariDataSource) service.bean(DataSource.class)).getHikariPoolMXBean();
  }
}
