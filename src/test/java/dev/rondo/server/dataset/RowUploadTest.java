package dev.rondo.server.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Rows as delimited text and as NDJSON, over HTTP.
class RowUploadTest {
  private final Service service = Service.shared();

  private JsonNode made(String query, String type, String body) {
    Answer answer = service.post("/api/v1/datasets" + query, type, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }

  @Test
  void readsCsvAndReportsWhatItInferred() {
    JsonNode dataset = made("?name=demand&targets=demand", "text/csv", DatasetExamples.CSV);
    assertThat(dataset.get("frequency").stringValue()).isEqualTo("P1D");
    assertThat(dataset.at("/columns/0/name").stringValue()).isEqualTo("demand");
    assertThat(dataset.at("/columns/1/role").stringValue()).isEqualTo("past-covariate");
    assertThat(dataset.at("/report/findings")).isNotEmpty();
  }

  @Test
  void readsNdjsonLikeCsv() {
    JsonNode csv =
        made("", "text/csv", "time,demand\n2026-01-01,112\n2026-01-02,\n2026-01-03,132.5\n");
    JsonNode rows =
        made(
            "",
            "application/x-ndjson",
            "{\"time\": \"2026-01-01\", \"demand\": 112}\n{\"time\": \"2026-01-02\", \"demand\": null}\n\n{\"demand\": 132.5, \"time\": \"2026-01-03\"}\n");
    assertThat(rows.get("fingerprint")).isEqualTo(csv.get("fingerprint"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1]|1",
        "{\"time\": \"2026-01-01\", \"y\": 1}\\n{\"time\": \"2026-01-02\", \"y\": [1]}|2",
        "{\"time\": \"2026-01-01\", \"y\": 1}\\n{\"time\": \"2026-01-02\", \"z\": 1}|2",
        "{\"time\": \"2026-01-01\", \"y\": 1}\\n{\"time\": \"2026-01-02\", \"y\": 1|2",
        "{\"time\": \"2026-01-01\", \"y\": 1}\\n{\"time\": \"2026-01-02\", \"y\": \"x\"}\\n{\"time\": \"2026-01-03\", \"y\": 2}|2",
      })
  void namesTheLineOfANdjsonFault(String body, long line) {
    Answer answer =
        service.post("/api/v1/datasets", "application/x-ndjson", body.replace("\\n", "\n"));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().at("/errors/0/line").longValue()).isEqualTo(line);
  }

  @Test
  void namesLineAndColumnOfACsvFaultAndKeepsNothing() {
    int before = service.get("/api/v1/datasets?limit=500").json().get("items").size();
    Answer answer =
        service.post(
            "/api/v1/datasets",
            "text/csv",
            "date,y\n2026-01-01,1\n2026-01-02,3x1\n2026-01-03,3\n2026-01-04,4\n");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().at("/errors/0/line").longValue()).isEqualTo(3);
    assertThat(answer.json().at("/errors/0/column").longValue()).isEqualTo(2);
    assertThat(service.get("/api/v1/datasets?limit=500").json().get("items")).hasSize(before);
  }

  @Test
  void refusesEmptyUploads() {
    for (String type : new String[] {"text/csv", "application/x-ndjson"}) {
      assertThat(service.post("/api/v1/datasets", type, " \n").status()).isIn(400, 422);
    }
    assertThat(service.post("/api/v1/datasets", "text/csv", "date,y\n").status()).isEqualTo(422);
  }

  /// An endless line is refused after a bounded part of it.
  @Test
  void refusesAnEndlessLine() {
    long[] read = {0};
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return read[0]++ == 0 ? '{' : ' ';
          }
        };
    assertThatThrownBy(() -> new NdjsonRows(endless, JsonMapper.builder().build()))
        .hasMessageContaining("longer than 1048576");
    assertThat(read[0]).isLessThan(2_000_000);
  }
}
