package dev.rondo.server.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.web.NotFoundException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Requests that change the same stream at the same moment.
class StreamRacesTest {
  private static final Service SERVICE = Service.shared();

  @Test
  void aStreamThatAnotherRequestCreatesIsAskedForAgain() throws Exception {
    String body = "{\"modelId\": \"%s\"}".formatted(StreamTest.id(StreamTest.network(SERVICE)));
    StreamTest.put(SERVICE, "model-of-races", body);
    try (Connection other = SERVICE.bean(DataSource.class).getConnection();
        PreparedStatement copy =
            other.prepareStatement(
                "insert into stream (project, id, generation, model_id, frequency, zone, created_at, seq, series, journal_bytes)"
                    + " select project, 'raced', generation, model_id, frequency, zone, created_at, seq, series, journal_bytes from stream where id = 'model-of-races'")) {
      other.setAutoCommit(false);
      assertThat(copy.executeUpdate()).isOne();
      CompletableFuture<Answer> put =
          CompletableFuture.supplyAsync(() -> StreamTest.put(SERVICE, "raced", body));
      // The request waits for the end of the other transaction.
      Thread.sleep(500);
      other.commit();
      other.setAutoCommit(true);
      Answer answer = put.get(30, TimeUnit.SECONDS);
      assertThat(answer.status()).as(answer.text()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isNotEmpty();
      assertThat(answer.text()).contains("another request changes the same data");
    }
    assertThat(StreamTest.put(SERVICE, "raced", body).status()).isEqualTo(200);
  }

  @Test
  void aStreamThatWasDeletedMeanwhileIsNotReplaced() {
    StreamStore store = SERVICE.bean(StreamStore.class);
    StreamTest.put(
        SERVICE,
        "vanished",
        "{\"modelId\": \"%s\"}".formatted(StreamTest.id(StreamTest.network(SERVICE))));
    StreamRow row = store.find("vanished").orElseThrow();
    SERVICE.delete("/api/v1/streams/vanished");
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> store.put(row, null));
    JsonNode streams = SERVICE.get("/api/v1/streams").json();
    assertThat(streams.toString()).doesNotContain("vanished");
  }
}
