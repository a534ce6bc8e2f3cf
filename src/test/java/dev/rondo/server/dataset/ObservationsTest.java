package dev.rondo.server.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.OnPostgres;
import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Observations are added to a stored dataset over HTTP.
class ObservationsTest {
  private static final String UPLOAD =
      """
      date,store,demand,promo
      2026-01-01,a,1,0
      2026-01-02,a,2,0
      2026-01-03,a,,1
      2026-01-01,b,10,0
      2026-01-02,b,20,1
      """;

  private static final String MORE =
      """
      date,store,demand,promo
      2026-01-05,a,5,0
      2026-01-04,a,4,1
      2026-01-03,a,3,1
      2026-01-06,a,,1
      2026-01-02,b,20,1
      2026-01-01,c,7,0
      """;

  private static final String ROLES = "?targets=demand&futureCovariates=promo";

  private final Service shared = Service.shared();

  private static void assertCounts(
      JsonNode answer, long appended, long replaced, long unchanged, long series, long gaps) {
    assertThat(answer.get("appended").longValue()).as(answer.toString()).isEqualTo(appended);
    assertThat(answer.get("replaced").longValue()).as(answer.toString()).isEqualTo(replaced);
    assertThat(answer.get("unchanged").longValue()).as(answer.toString()).isEqualTo(unchanged);
    assertThat(answer.get("newSeries").longValue()).as(answer.toString()).isEqualTo(series);
    assertThat(answer.get("gaps").longValue()).as(answer.toString()).isEqualTo(gaps);
  }

  /// Later rows, late rows, covariates known ahead, repeated rows and a new series, out of order; then the same again.
  private static void everyKindOfRow(Service service) {
    Observed data = Observed.upload(service, ROLES, UPLOAD);
    JsonNode before = data.describe();
    Answer answer = data.send("", "text/csv", MORE);
    JsonNode added = Observed.added(answer);
    assertCounts(added, 5, 0, 1, 1, 0);
    assertThat(added.get("datasetId").stringValue()).isEqualTo(data.id());
    assertThat(added.get("version").intValue()).isEqualTo(2);
    assertThat(added.at("/report/findings").toString()).contains("unsorted-rows");
    JsonNode after = data.describe();
    assertThat(after.get("version").intValue()).isEqualTo(2);
    assertThat(after.get("fingerprint")).isEqualTo(added.get("fingerprint"));
    assertThat(after.get("fingerprint")).isNotEqualTo(before.get("fingerprint"));
    assertThat(after.get("createdAt")).isEqualTo(before.get("createdAt"));
    assertThat(after.at("/shape/series").intValue()).isEqualTo(3);
    assertThat(after.at("/shape/steps/min").intValue()).isEqualTo(1);
    assertThat(after.at("/shape/steps/max").intValue()).isEqualTo(6);
    assertThat(after.at("/timeRange/end").stringValue()).startsWith("2026-01-06");
    assertThat(after.get("missing").intValue()).isEqualTo(1);
    assertThat(after.get("bytes").intValue()).isEqualTo(8 * 2 * (6 + 2 + 1));
    assertThat(answer.header("ETag")).isEqualTo(service.get(data.path()).header("ETag"));
    String values = "[[1.0,0.0],[2.0,0.0],[3.0,1.0],[4.0,1.0],[5.0,0.0],[null,1.0]]";
    assertThat(data.values("a")).isEqualTo(values);
    assertThat(data.values("b")).isEqualTo("[[10.0,0.0],[20.0,1.0]]");
    assertThat(data.values("c")).isEqualTo("[[7.0,0.0]]");
    assertThat(data.series("a").get("steps").intValue()).isEqualTo(6);
    String stored = data.stored();
    assertThat(stored).contains(values);

    JsonNode again = data.add(MORE);
    assertCounts(again, 0, 0, 6, 0, 0);
    assertThat(again.get("version").intValue()).isEqualTo(2);
    assertThat(data.describe()).isEqualTo(after);
    assertThat(data.stored()).isEqualTo(stored);
    data.remove();
  }

  private static void correctionsAreAskedFor(Service service) {
    Observed data = Observed.upload(service, ROLES, UPLOAD);
    data.add(MORE);
    JsonNode before = data.describe();
    String stored = data.stored();
    String wrong = "date,store,demand,promo\n2026-01-07,a,7,0\n2026-01-04,a,44,1\n";
    Answer refused = data.send("", "text/csv", wrong);
    assertThat(data.refused(409, refused)).contains("2026-01-04", "'demand'", "44", "replace");
    assertThat(refused.json().at("/errors/0/line").intValue()).isEqualTo(3);
    assertThat(data.describe()).isEqualTo(before);
    assertThat(data.stored()).isEqualTo(stored);

    JsonNode replaced = Observed.added(data.send("?onConflict=replace", "text/csv", wrong));
    assertCounts(replaced, 1, 1, 0, 0, 0);
    assertThat(replaced.get("version").intValue()).isEqualTo(3);
    assertThat(data.values("a"))
        .isEqualTo("[[1.0,0.0],[2.0,0.0],[3.0,1.0],[44.0,1.0],[5.0,0.0],[null,1.0],[7.0,0.0]]");
    // The order of changes does not matter to the fingerprint.
    Observed other = Observed.upload(service, ROLES, UPLOAD);
    other.add("date,store,demand,promo\n2026-01-07,a,7,0\n");
    Observed.added(other.send("?onConflict=replace", "text/csv", wrong));
    other.add(MORE.replace("2026-01-04,a,4,1", "2026-01-04,a,44,1"));
    assertThat(other.describe().get("fingerprint")).isEqualTo(replaced.get("fingerprint"));
    assertThat(other.describe().get("missing")).isEqualTo(data.describe().get("missing"));
    assertThat(other.stored()).isEqualTo(data.stored());
    data.remove();
    other.remove();
  }

  private static void aRepeatedRequestGetsTheFirstAnswer(Service service) {
    Observed data = Observed.upload(service, ROLES, UPLOAD);
    Answer first = data.send("", "text/csv", MORE, "Idempotency-Key", "one");
    String etag = first.header("ETag");
    JsonNode later =
        Observed.added(
            data.send(
                "?onConflict=replace",
                "text/csv",
                "date,store,demand,promo\n2026-01-04,a,44,1\n",
                "If-Match",
                etag));
    assertThat(later.get("version").intValue()).isEqualTo(3);
    Answer again = data.send("", "text/csv", MORE, "Idempotency-Key", "one");
    assertThat(Observed.added(again)).isEqualTo(Observed.added(first));
    assertThat(data.describe().get("version").intValue()).isEqualTo(3);
    assertThat(
            data.refused(
                422,
                data.send("", "text/csv", MORE + "2026-01-09,a,1,1\n", "Idempotency-Key", "one")))
        .contains("'one'", "new key");
    String row = "date,store,demand,promo\n2026-01-09,a,1,1\n";
    assertThat(data.refused(412, data.send("", "text/csv", row, "If-Match", etag)))
        .contains("version 3");
    assertThat(data.describe().get("version").intValue()).isEqualTo(3);
    assertThat(
            service
                .get(data.path(), "If-None-Match", service.get(data.path()).header("ETag"))
                .status())
        .isEqualTo(304);
    data.remove();
  }

  /// A form names its file; the boundary, which each client chooses, does not make it another request.
  private static void rowsOfAForm(Service service) {
    Observed data = Observed.upload(service, ROLES, UPLOAD);
    JsonNode first = null;
    for (String boundary : List.of("one", "two")) {
      String form =
          "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"more.csv\"\r\n\r\n%s\r\n--%s--\r\n"
              .formatted(boundary, MORE, boundary);
      JsonNode added =
          Observed.added(
              data.send(
                  "",
                  "multipart/form-data; boundary=" + boundary,
                  form,
                  "Idempotency-Key",
                  "form"));
      assertCounts(added, 5, 0, 1, 1, 0);
      if (first != null) assertThat(added).isEqualTo(first);
      first = added;
    }
    String other =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"more.pdf\"\r\n\r\nx\r\n--b--\r\n";
    assertThat(data.send("", "multipart/form-data; boundary=b", other).status()).isEqualTo(415);
    data.remove();
  }

  /// A dataset that has changed since it was read is not deleted.
  private static void onlyTheNamedVersionIsDeleted(Service service) {
    Observed data = Observed.upload(service, ROLES, UPLOAD);
    String etag = service.get(data.path()).header("ETag");
    Observed.added(data.send("", "text/csv", MORE));
    Answer refused = service.send("DELETE", data.path(), new byte[0], "If-Match", etag);
    assertThat(refused.status()).isEqualTo(412);
    assertThat(refused.json().get("detail").stringValue()).contains("version 2");
    String now = service.get(data.path()).header("ETag");
    assertThat(
            service
                .send("DELETE", data.path(), new byte[0], "If-Match", etag + ", " + now)
                .status())
        .isEqualTo(204);
    assertThat(service.send("DELETE", data.path(), new byte[0], "If-Match", now).status())
        .isEqualTo(404);
  }

  private static void all(Service service) {
    everyKindOfRow(service);
    correctionsAreAskedFor(service);
    aRepeatedRequestGetsTheFirstAnswer(service);
    rowsOfAForm(service);
    onlyTheNamedVersionIsDeleted(service);
  }

  @Test
  void onH2() {
    all(shared);
  }

  @Test
  void onPostgres(@TempDir Path directory) throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Service service = new Service(directory, OnPostgres.settings(postgres))) {
      all(service);
    }
  }

  @Test
  void readsNdjsonAndJsonLikeCsv() {
    Observed data = Observed.upload(shared, ROLES, UPLOAD);
    assertCounts(
        Observed.added(
            data.send(
                "",
                "application/x-ndjson",
                "{\"date\": \"2026-01-03\", \"store\": \"b\", \"demand\": 30, \"promo\": null}\n{\"date\": \"2026-01-05\", \"store\": \"b\", \"promo\": 1}\n")),
        2,
        0,
        0,
        0,
        1);
    assertCounts(
        Observed.added(
            data.send(
                "",
                "application/json",
                "{\"series\": [{\"id\": \"b\", \"start\": \"2026-01-02T00:00:00Z\", \"values\": [[20, 1], [30, 0], [40, null]]}, {\"id\": \"d\", \"start\": \"2026-02-01\", \"values\": [[1, 1]]}]}")),
        3,
        0,
        1,
        1,
        0);
    assertThat(data.values("b"))
        .isEqualTo("[[10.0,0.0],[20.0,1.0],[30.0,0.0],[40.0,null],[null,1.0]]");
    assertThat(data.values("d")).isEqualTo("[[1.0,1.0]]");
    Answer conflict =
        data.send(
            "",
            "application/json",
            "{\"series\": [{\"id\": \"b\", \"start\": \"2026-01-03T00:00:00Z\", \"values\": [[30, 0], [41, null]]}]}");
    data.refused(409, conflict);
    assertThat(conflict.json().at("/errors/0/pointer").stringValue())
        .isEqualTo("/series/0/values/1");
    data.remove();
  }

  @Test
  void theIdsOfADatasetThatWasNoTableOfRowsIdentifyItsSeries() {
    Observed generated = Observed.generate(shared);
    JsonNode series = shared.get(generated.path() + "/series").json().get("items");
    String a = series.get(0).get("id").stringValue();
    String b = series.get(1).get("id").stringValue();
    assertCounts(
        generated.add("step,series,value\n51,%s,1\n51,%s,2\n\n".formatted(a, b)), 2, 0, 0, 0, 0);
    assertCounts(
        generated.add("step,series_id,value\n52,%s,3\n53,%s,4\n".formatted(a, b)), 2, 0, 0, 0, 1);
    assertCounts(
        Observed.added(
            generated.send(
                "",
                "application/x-ndjson",
                "{\"step\": 53, \"series\": \"%s\", \"value\": 5}\n{\"step\": 54, \"series\": \"%s\", \"value\": 6}\n"
                    .formatted(a, b))),
        2,
        0,
        0,
        0,
        0);
    assertThat(generated.values(a)).endsWith(",[1.0],[3.0],[5.0]]");
    assertThat(generated.values(b)).endsWith(",[2.0],[null],[4.0],[6.0]]");
    generated.remove();

    Observed wide =
        Observed.upload(shared, "", "country,2020,2021,2022\nAruba,1,2,3\nChad,4,5,6\n");
    String value = wide.describe().at("/columns/0/name").stringValue();
    assertCounts(
        wide.add("year,series,%s\n2023,Aruba,7\n2023,Chad,8\n".formatted(value)), 2, 0, 0, 0, 0);
    assertThat(wide.values("Chad")).isEqualTo("[[4.0],[5.0],[6.0],[8.0]]");
    wide.remove();
  }

  @Test
  void readsTablesLikeTheUploadedOne() {
    Observed german =
        Observed.upload(
            shared,
            "?targets=Menge",
            "Datum;Menge;Bemerkung\n30.01.2026;1.234,5;x\n31.01.2026;1.000,5;y\n");
    assertCounts(
        german.add("Datum;Menge;Bemerkung\n02.02.2026;1.002,5;a\n01.02.2026;1.001;b\n"),
        2,
        0,
        0,
        0,
        0);
    assertThat(german.values("series-1")).isEqualTo("[[1234.5],[1000.5],[1001.0],[1002.5]]");
    german.remove();

    Observed wide =
        Observed.upload(
            shared, "", "country,2020,2021,2022\nAruba,1,2,3\nBolivia,4,5,6\nChad,7,8,9\n");
    assertCounts(wide.add("country,2022,2023,2024\nAruba,3,4,5\nBolivia,6,7,\n"), 3, 0, 2, 0, 0);
    assertThat(wide.values("Aruba")).isEqualTo("[[1.0],[2.0],[3.0],[4.0],[5.0]]");
    assertThat(wide.values("Bolivia")).isEqualTo("[[4.0],[5.0],[6.0],[7.0]]");
    wide.remove();

    Observed counted = Observed.upload(shared, "", "step,v\n10,1\n20,2\n30,3\n");
    assertCounts(counted.add("step,v\n50,5\n"), 1, 0, 0, 0, 1);
    assertThat(counted.values("series-1")).isEqualTo("[[1.0],[2.0],[3.0],[null],[5.0]]");
    counted.remove();

    Observed monthly =
        Observed.upload(shared, "", "month,v\n2025-11-30,1\n2025-12-31,2\n2026-01-31,3\n");
    assertCounts(monthly.add("month,v\n2026-02-28,4\n"), 1, 0, 0, 0, 0);
    assertThat(monthly.describe().at("/timeRange/end").stringValue()).startsWith("2026-02-28");
    monthly.remove();

    Observed zoned =
        Observed.upload(
            shared,
            "?timeZone=Europe/Berlin",
            "time,v\n2026-03-28T23:00,1\n2026-03-29T00:00,2\n2026-03-29T01:00,3\n");
    assertCounts(zoned.add("time,v\n2026-03-29T03:00,4\n2026-03-29T04:00,5\n"), 2, 0, 0, 0, 0);
    assertThat(zoned.describe().at("/shape/steps/max").intValue()).isEqualTo(5);
    zoned.remove();
  }
}
