package dev.rondo.server.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Names of columns and series with characters that have a meaning in a query or a path.
class ColumnParametersTest {
  private static final String ROWS =
      "date,\"Sales, net\",x\n2026-01-01,0,5\n2026-01-02,1,6\n2026-01-03,2,7\n";

  private final Service service = Service.shared();

  @ParameterizedTest
  @ValueSource(strings = {"Sales,%20net", "%22Sales,%20net%22"})
  void aNameMayHoldACommaWithOrWithoutQuotes(String name) {
    Answer answer = service.post("/api/v1/datasets?targets=" + name, "text/csv", ROWS);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.json().at("/columns/0/name").stringValue()).isEqualTo("Sales, net");
    assertThat(answer.json().at("/columns/0/role").stringValue()).isEqualTo("target");
    assertThat(answer.json().at("/columns/1/role").stringValue()).isEqualTo("past-covariate");
  }

  @Test
  void aNameMayHoldALineBreak() {
    Answer answer =
        service.post(
            "/api/v1/datasets?targets=Sales%0Anet",
            "text/csv", ROWS.replace("Sales, net", "Sales\nnet"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.json().at("/columns/0/name").stringValue()).isEqualTo("Sales\nnet");
    assertThat(answer.json().at("/columns/0/role").stringValue()).isEqualTo("target");
  }

  @ParameterizedTest
  @ValueSource(strings = {"targets=%22Sales,%20net%22,x", "targets=Sales,%20net&targets=x"})
  void severalColumnsAreListedOrRepeated(String query) {
    Answer answer = service.post("/api/v1/datasets?" + query, "text/csv", ROWS);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.json().get("columns")).hasSize(2);
    assertThat(answer.json().at("/columns/1/role").stringValue()).isEqualTo("target");
  }

  @Test
  void severalColumnsTellSeriesApartTogether() {
    Answer answer =
        service.post(
            "/api/v1/datasets?seriesColumn=a,b",
            "text/csv",
            "date,a,b,y\n2026-01-01,p,1,5\n2026-01-01,p,2,6\n2026-01-02,p,1,7\n2026-01-02,p,2,8\n");
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.json().at("/shape/series").intValue()).isEqualTo(2);
  }

  @Test
  void aSeriesIsFoundByAnIdWithSlashesAndBackslashes() {
    Answer answer =
        service.post(
            "/api/v1/datasets",
            "text/csv",
            "unique_id,ds,y\n\\Processor/Time,2026-01-01,1\n\\Processor/Time,2026-01-02,2\n");
    String series =
        "/api/v1/datasets/" + answer.json().get("id").stringValue() + "/series/%5CProcessor%2FTime";
    assertThat(service.get(series).status()).as(service.get(series).text()).isEqualTo(200);
    assertThat(service.get(series).json().get("values")).hasSize(2);
  }
}
