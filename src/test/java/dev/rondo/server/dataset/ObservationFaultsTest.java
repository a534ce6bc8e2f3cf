package dev.rondo.server.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Observations that do not fit are refused with their place, and change nothing.
class ObservationFaultsTest {
  private static final String CSV = "text/csv";

  private final Service service = Service.shared();

  private static void assertRefused(
      Observed data, int status, String query, String type, String body, int line, String... says) {
    JsonNode before = data.describe();
    String stored = data.stored();
    Answer answer = data.send(query, type, body);
    String detail = data.refused(status, answer);
    for (String part : says) assertThat(detail).contains(part);
    if (line > 0)
      assertThat(answer.json().at("/errors/0/line").intValue()).as(answer.text()).isEqualTo(line);
    assertThat(data.describe()).isEqualTo(before);
    assertThat(data.stored()).isEqualTo(stored);
  }

  @Test
  void ofTimes() {
    Observed data =
        Observed.upload(
            service,
            "",
            "time,id,y,x\n2026-01-01T00:00Z,a,1,1\n2026-01-01T01:00Z,a,2,1\n2026-01-01T02:00Z,a,3,1\n2026-01-01T00:00Z,b,1,1\n");
    String head = "time,id,y,x\n";
    String good = head + "2026-01-01T03:00Z,a,4,1\n";
    assertRefused(
        data, 422, "", CSV, good + "2026-01-01T01:30Z,b,1,1\n", 3, "01:30", "grid", "'b'");
    assertRefused(data, 422, "", CSV, good + "2026-01-01T03:20Z,a,1,1\n", 3, "grid");
    assertRefused(
        data, 422, "", CSV, good + "2025-12-31T23:00Z,b,1,1\n", 3, "'b' begins at", "before");
    assertRefused(data, 422, "", CSV, good + "2062-01-01T00:00Z,b,1,1\n", 3, "2062", "correct");
    assertRefused(
        data, 422, "", CSV, good + "2026-01-01T03:00Z,a,5,1\n", 2, "same series and time");
    assertRefused(data, 422, "", CSV, head + "7,a,4,1\n", 0, "time");
    assertRefused(data, 422, "?frequency=P1D", CSV, head + "2026-01-02,a,4,1\n", 0, "PT1H", "P1D");
    assertRefused(data, 422, "", CSV, head, 0, "no row");
    assertRefused(
        data,
        422,
        "",
        "application/json",
        "{\"frequency\": \"P1D\", \"series\": [{\"id\": \"a\", \"start\": \"2026-01-02\", \"values\": [[1, 1]]}]}",
        0,
        "PT1H");
    assertRefused(
        data,
        400,
        "",
        "application/json",
        "{\"series\": [{\"id\": \"a\", \"values\": [[1, 1]]}]}",
        0,
        "required");
    assertRefused(
        data,
        400,
        "",
        "application/json",
        "{\"series\": [{\"id\": \"a\", \"start\": \"2026-01-02\", \"values\": [1]}]}",
        0,
        "2 columns");
    data.remove();
  }

  @Test
  void ofColumns() {
    Observed data =
        Observed.upload(
            service,
            "?targets=y&pastCovariates=x",
            "time,id,y,x,note\n2026-01-01,a,1,1,n\n2026-01-02,a,2,1,n\n2026-01-01,b,1,1,n\n2026-01-02,b,1,1,n\n");
    assertRefused(data, 422, "", CSV, "time,id,y\n2026-01-03,a,4\n", 1, "'x'", "missing", "empty");
    assertRefused(
        data, 422, "", CSV, "time,id,y,x,z\n2026-01-03,a,4,1,5\n", 1, "no column 'z'", "y, x");
    assertRefused(data, 422, "", CSV, "time,id,y,x,z\n2026-01-03,a,4,1,word\n", 1, "no column 'z'");
    assertRefused(data, 422, "", CSV, "time,y,x\n2026-01-03,4,1\n", 1, "series", "id");
    assertRefused(data, 422, "", CSV, "time,id,y,x\n2026-01-03,a,four,1\n", 2, "four");
    assertRefused(data, 400, "?name=x&onGap=null", CSV, "time,id,y,x\n2026-01-03,a,4,1\n", 0);
    assertRefused(data, 400, "?onConflict=merge", CSV, "time,id,y,x\n2026-01-03,a,4,1\n", 0);
    assertRefused(data, 415, "", "application/xml", "<a/>", 0);
    // A column that the upload had and the dataset has not is no surprise.
    assertThat(data.add("time,id,y,x,note\n2026-01-03,a,4,1,7\n").get("appended").intValue())
        .isEqualTo(1);
    data.remove();
    assertThat(data.send("", CSV, "time,id,y,x\n2026-01-03,a,4,1\n").status()).isEqualTo(404);
  }

  @Test
  void ofSteps() {
    Observed data = Observed.upload(service, "", "step,v\n10,1\n20,2\n30,3\n");
    assertRefused(data, 422, "", CSV, "step,v\n40,4\n45,5\n", 3, "grid");
    assertRefused(data, 422, "", CSV, "step,v\n45,5\n", 2, "grid");
    assertRefused(data, 422, "", CSV, "step,v\n0,5\n", 2, "begins at 10");
    assertRefused(data, 422, "", CSV, "date,v\n2026-01-01,5\n2026-01-02,5\n", 1, "integer steps");
    assertRefused(data, 422, "", CSV, "step,v\n9007199254740990,5\n", 2, "too far");
    data.remove();

    Observed ones = Observed.upload(service, "", "step,v\n10,1\n11,2\n12,3\n");
    assertRefused(ones, 422, "", CSV, "v\n7\n8\n", 1, "step");
    assertRefused(ones, 422, "", CSV, "date,v\n2026-01-01,5\n2026-01-02,5\n", 1, "integer steps");
    ones.remove();

    Observed generated = Observed.generate(service);
    assertRefused(generated, 422, "", CSV, "step,value\n51,4\n52,4\n", 1, "series");
    // The values of the column are not ids of the dataset.
    assertRefused(generated, 422, "", CSV, "step,tag,value\n51,x,4\n52,y,4\n", 1, "'tag'");
    generated.remove();
  }

  @Test
  void anAmbiguousDateIsReadLikeThoseOfTheUploadOrRefused() {
    Observed american =
        Observed.upload(service, "", "date,v\n01/30/2026,1\n01/31/2026,2\n02/01/2026,3\n");
    american.add("date,v\n02/03/2026,5\n02/02/2026,4\n");
    assertThat(american.values("series-1")).isEqualTo("[[1.0],[2.0],[3.0],[4.0],[5.0]]");
    american.remove();
    Observed iso = Observed.upload(service, "", "date,v\n2026-01-31,1\n2026-02-01,2\n");
    assertRefused(iso, 422, "", CSV, "date,v\n02/03/2026,5\n", 0, "2026-01-31");
    iso.remove();
  }
}
