package dev.rondo.server.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Meanwhile;
import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Requests that change the same stream at the same moment.
class StreamRacesTest {
  private static final Service SERVICE = Service.shared();
  private static final String INSERT = "insert into stream (%) values (%";
  private static final String LOCK = "select id, % from stream where %for update%";

  private static String body;
  private static String bodyWithSeries;

  @BeforeAll
  static void trainModel() {
    String model = StreamTest.id(StreamTest.network(SERVICE));
    body = "{\"modelId\": \"%s\"}".formatted(model);
    bodyWithSeries =
        """
        {"modelId": "%s", "series": [{"id": "a", "values": %s}]}
        """
            .formatted(model, StreamTest.values(0, 30));
  }

  @Test
  void aStreamThatAnotherRequestCreatesIsAskedForAgain() throws Exception {
    StreamTest.put(SERVICE, "model-of-races", body);
    Answer answer =
        putDuring(
            "insert into stream (project, id, generation, model_id, frequency, zone, created_at, seq, series, journal_bytes)"
                + " select project, 'raced', generation, model_id, frequency, zone, created_at, seq, series, journal_bytes from stream where id = ?",
            "model-of-races",
            INSERT,
            "raced",
            body);
    assertAskedForAgain(answer);
    assertThat(answer.header("Retry-After")).isNotEmpty();
    assertThat(StreamTest.put(SERVICE, "raced", body).status()).isEqualTo(200);
  }

  @Test
  void aStreamThatIsDeletedMeanwhileIsCreated() throws Exception {
    create("vanished");
    Answer answer =
        putDuring("delete from stream where id = ?", "vanished", LOCK, "vanished", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(SERVICE.get("/api/v1/streams/vanished").json().get("series").intValue()).isZero();
  }

  @Test
  void aStreamKeepsTheSeriesThatAnotherRequestPutsMeanwhile() throws Exception {
    create("replaced");
    List<Answer> answers =
        Meanwhile.during(
            SERVICE,
            "update stream set series = series where id = ?",
            "replaced",
            LOCK,
            List.of(
                () -> StreamTest.put(SERVICE, "replaced", bodyWithSeries),
                () -> StreamTest.put(SERVICE, "replaced", body)));
    assertThat(answers).extracting(Answer::status).containsExactly(200, 200);
    JsonNode stream = SERVICE.get("/api/v1/streams/replaced").json();
    assertThat(stream.get("series").intValue()).isOne();
    assertThat(stream.get("lastChange").intValue()).isOne();
  }

  /// Listeners of a stream see its changes by its numbers of requests.
  @Test
  void aRequestThatIsStoredMeanwhileKeepsItsNumber() throws Exception {
    create("observed");
    Answer answer =
        putDuring(
            "update stream set seq = 7 where id = ?", "observed", LOCK, "observed", bodyWithSeries);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    for (String table : new String[] {"stream", "stream_series"})
      assertThat(lastRequest(table)).as(table).isEqualTo(8);
  }

  private static void create(String id) {
    Answer answer = StreamTest.put(SERVICE, id, bodyWithSeries);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  private static int lastRequest(String table) {
    return SERVICE
        .bean(JdbcClient.class)
        .sql(
            "select seq from %s where %s = 'observed'"
                .formatted(table, table.equals("stream") ? "id" : "stream_id"))
        .query(Integer.class)
        .single();
  }

  @Test
  void aModelDoesNotReadSeriesOfAnotherFrequencyThatWereStoredMeanwhile() throws Exception {
    create("daily");
    Answer answer =
        putDuring("update stream set frequency = 'P1D' where id = ?", "daily", LOCK, "daily", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.text()).contains("have the frequency P1D");
  }

  @Test
  void aChangeThatDoesNotEndIsAskedForAgain() throws Exception {
    create("held");
    try (Connection other = SERVICE.bean(DataSource.class).getConnection();
        PreparedStatement statement =
            other.prepareStatement("update stream set seq = 7 where id = 'held'")) {
      other.setAutoCommit(false);
      assertThat(statement.executeUpdate()).isOne();
      Answer answer = StreamTest.put(SERVICE, "held", body);
      other.rollback();
      other.setAutoCommit(true);
      assertAskedForAgain(answer);
    }
  }

  private static void assertAskedForAgain(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
    assertThat(answer.text()).contains("another request changes the same data");
  }

  private static Answer putDuring(
      String change, String parameter, String waiting, String id, String body) throws Exception {
    return Meanwhile.during(
        SERVICE, change, parameter, waiting, () -> StreamTest.put(SERVICE, id, body));
  }
}
