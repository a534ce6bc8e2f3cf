package dev.rondo.server.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Forecasts of a model that stays in memory between requests.
class PredictionsTest {
  private static final Service SERVICE = Service.shared();
  private static String dataset = "";
  private static String model = "";

  @BeforeAll
  static void train() {
    dataset = Jobflow.dataset(SERVICE, 60);
    model = trained();
  }

  private static String trained() {
    return Jobflow.model(
        SERVICE,
        """
        {"datasetId": "%s", "window": {"lookback": 20}, "scaler": {"type": "none"},
         "split": {"type": "by-series", "train": 40, "validation": 10, "test": 10},
         "network": {"cell": {"type": "simple-rnn"}, "units": [5, 5]}, "training": {"epochs": 1}}
        """
            .formatted(dataset));
  }

  private static Answer ask(String path, String body) {
    return SERVICE.postJson(path + "/predictions", body);
  }

  /// A request for `count` series; `seed` varies their values.
  private static String request(int seed, int count) {
    return IntStream.range(0, count)
        .mapToObj(series ->
            IntStream.range(0, 25)
                .mapToObj(step -> Double.toString(Math.sin(0.3 * step + seed + 0.1 * series)))
                .collect(Collectors.joining(",", "{\"values\":[", "]}")))
        .collect(Collectors.joining(",", "{\"horizon\":3,\"levels\":[50],\"series\":[", "]}"));
  }

  @Test
  void atTheSameTimeAreThoseMadeOneByOne() throws ExecutionException, InterruptedException {
    List<String> requests =
        IntStream.range(0, 200).mapToObj(i -> request(i, i % 5 == 0 ? 40 : 1)).toList();
    List<String> alone = requests.stream().map(body -> ask(model, body).text()).toList();
    List<String> together = new ArrayList<>();
    try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
      List<Future<String>> answers =
          requests.stream().map(body -> clients.submit(() -> ask(model, body).text())).toList();
      for (Future<String> answer : answers) together.add(answer.get());
    }
    assertThat(alone).doesNotHaveDuplicates().allMatch(text -> text.contains("\"steps\":[1,2,3]"));
    assertThat(together).isEqualTo(alone);
  }

  @Test
  void stayWithinTheRangeOfSteps() {
    String far = "{\"horizon\": 3, \"series\": [{\"start\": \"%d\", \"values\": [1, 2]}]}";
    Answer beyond = ask(model, far.formatted(Long.MAX_VALUE));
    assertThat(beyond.status()).isEqualTo(400);
    assertThat(beyond.faults()).containsExactly("/series/0/start");
    Answer leaving = ask(model, far.formatted((1L << 53) - 3));
    assertThat(leaving.status()).isEqualTo(422);
    assertThat(leaving.json().get("detail").stringValue()).contains("9007199254740991");
  }

  @Test
  void endWithTheModel() {
    String removed = trained();
    assertThat(ask(removed, request(1, 1)).status()).isEqualTo(200);
    assertThat(ask("/api/v1/models/latest", request(1, 1)).text())
        .isEqualTo(ask(removed, request(1, 1)).text());
    assertThat(SERVICE.delete(removed).status()).isEqualTo(204);
    assertThat(ask(removed, request(1, 1)).status()).isEqualTo(404);
    assertThat(ask("/api/v1/models/latest", request(1, 1)).text())
        .doesNotContain(removed.substring(removed.lastIndexOf('/') + 1));
  }

  @Test
  void areNullAndBigWhereTheRequestIs() {
    String sparse = "{\"horizon\":1,\"series\":[{\"values\":[null,1,%s,null,0.5]}]}";
    assertThat(ask(model, sparse.formatted("0.25")).status()).isEqualTo(200);
    assertThat(ask(model, sparse.formatted("100000000000000000000")).text())
        .isEqualTo(ask(model, sparse.formatted("1e20")).text());
    assertThat(ask(model, sparse.replace(",%s", "")).text())
        .isEqualTo(
            ask(model, sparse.replace("null,1,%s,null,0.5", "[null],[1],[null],[0.5]")).text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1,2,\"x\",{},[3],[],[1,2],true,1e999,null]|/2 /3 /4 /5 /6 /7 /8",
        "[[1],[\"x\"],[[2]],[null]]|/1/0 /2/0",
        "[]|''",
        "{}|''",
        "3|''",
        "null|''"
      })
  void pointAtEachFaultOfTheValues(String values, String pointers) {
    String body = "{\"series\":[{\"values\":[1]},{\"values\":%s}]}".formatted(values);
    Answer answer = ask(model, body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.faults())
        .containsExactly(
            java.util.Arrays.stream(pointers.split(" ", -1))
                .map(end -> "/series/1/values" + end)
                .toArray(String[]::new));
  }

  @Test
  void tellFiftyFaultsAtMost() {
    String body = "{\"series\":[{\"values\":[" + "\"x\",".repeat(80) + "1]}]}";
    List<String> faults = ask(model, body).faults();
    assertThat(faults).hasSize(50).startsWith("/series/0/values/0").endsWith("/series/0/values/49");
  }

  @Test
  void ofSeriesOfManyLengthsAreThoseOfEachAlone() {
    List<String> all =
        IntStream.of(30, 25, 3, 25, 200, 1, 70, 64, 65, 2, 25)
            .mapToObj(length ->
                IntStream.range(0, length)
                    .mapToObj(step -> Double.toString(Math.sin(0.3 * step + length)))
                    .collect(Collectors.joining(",", "{\"id\":\"a\",\"values\":[", "]}")))
            .toList();
    String request = "{\"horizon\":3,\"levels\":[50],\"series\":[%s]}";
    Answer together = ask(model, request.formatted(String.join(",", all)));
    assertThat(together.status()).isEqualTo(200);
    for (int i = 0; i < all.size(); i++) {
      assertThat(together.json().get("forecasts").get(i))
          .isEqualTo(ask(model, request.formatted(all.get(i))).json().get("forecasts").get(0));
    }
  }

  @Test
  void pointAtWhatIsTooLargeInSeriesBehindAnother() {
    String body =
        "{\"series\":[{\"values\":[1,2,3]},{\"values\":[1,1e999]},{\"values\":[1e999,1]}]}";
    assertThat(ask(model, body).faults())
        .containsExactly("/series/1/values/1", "/series/2/values/0");
  }

  @Test
  void comeWithTheirLengthAndLeaveTheConnectionOpen() {
    for (int i = 0; i < 250; i++) {
      Answer answer = ask(model, request(i, 1));
      assertThat(answer.header("Content-Length"))
          .isEqualTo(Integer.toString(answer.text().length()));
      assertThat(answer.header("Connection")).isNotEqualTo("close");
    }
  }
}
