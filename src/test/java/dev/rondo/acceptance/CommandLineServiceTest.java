package dev.rondo.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.commandline.Run;
import dev.rondo.server.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command line and the service beside each other: equal forecasts, and models that move between them.
class CommandLineServiceTest {
  private static final int INFEASIBLE = 4;
  private static final int UNREADABLE = 3;
  private static final int REFUSED = 5;
  private static final Service SERVICE = Service.shared();
  private static final Client CLIENT = new Client(SERVICE);

  @TempDir Path folder;
  private String file = "";

  @BeforeEach
  void writeTable() throws IOException {
    file = Files.writeString(folder.resolve("sales.csv"), Run.months(60)).toString();
  }

  private static Run remote(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--server=" + SERVICE.root());
    return Run.of(all.toArray(String[]::new));
  }

  private static List<String> numbers(String csv) {
    return csv.lines().skip(1).map(line -> line.substring(line.indexOf(",,"))).toList();
  }

  @Test
  void forecastsAreThoseOfTheApi() throws IOException {
    Run local = Run.of("forecast", file, "--horizon=6", "--seed=3", "--max-duration=40s", "--csv");
    assertThat(local.exitCode()).as(local.err()).isZero();

    String dataset = CLIENT.upload("?name=sales", "text/csv", Files.readAllBytes(Path.of(file)));
    String job =
        CLIENT.train(
            "{\"datasetId\": \"%s\", \"horizon\": 6, \"seed\": 3, \"maxDuration\": \"PT40S\"}"
                .formatted(dataset));
    String model = CLIENT.model(job).get("id").stringValue();
    String answer =
        SERVICE
            .send(
                "POST",
                "/api/v1/models/" + model + "/predictions",
                "{\"dataset\": {\"id\": \"%s\"}}"
                    .formatted(dataset)
                    .getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/json",
                "Accept",
                "text/csv")
            .text();
    assertThat(numbers(local.out())).isEqualTo(numbers(answer)).hasSize(6);
  }

  @Test
  void aServiceDoesTheWorkWithProgress() {
    Run run = remote("forecast", file, "--horizon=4", "--max-duration=20s");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("sales: 60 steps of P1M to 2019-12-01, times in UTC")
        .containsPattern("[▁▂▃▄▅▆▇█]{20,}│[▁▂▃▄▅▆▇█]{4}\\R")
        .containsPattern("(?m)^2020-04-01( +[0-9.]+){5}$")
        .contains("On held-out values the error is");
    assertThat(run.err()).contains("waiting for the service");
    assertThat(SERVICE.get("/api/v1/models/latest").json().get("name").stringValue())
        .isEqualTo("sales.csv");
  }

  @Test
  void modelsMoveBothWays() throws IOException {
    Path own = folder.resolve("own.rondo");
    assertThat(Run.of("train", file, "--horizon=3", "-q", "-o", own.toString()).exitCode())
        .isZero();
    Run imported = remote("import", own.toString(), "--name=moved");
    assertThat(imported.exitCode()).as(imported.err()).isZero();
    String id = imported.out().strip();
    Path back = folder.resolve("back.rondo");
    assertThat(remote("export", id, "-o", back.toString()).exitCode()).isZero();
    assertThat(back).hasSameBinaryContentAs(own);

    Run local = Run.of("predict", back.toString(), file, "--csv");
    Run there = remote("predict", id, file, "--csv");
    assertThat(there.exitCode()).as(there.err()).isZero();
    assertThat(there.out()).isEqualTo(local.out());
    assertThat(SERVICE.delete("/api/v1/models/" + id).status()).isEqualTo(204);
  }

  @Test
  void trainsAndComparesOnAService() {
    Run train = remote("train", file, "--horizon=3", "--max-duration=20s", "--json");
    assertThat(train.exitCode()).as(train.err()).isZero();
    assertThat(train.out()).contains("\"model\" : \"", "\"plan\"", "\"bestBaseline\"");
    Run backtest =
        remote("backtest", file, "--horizon=3", "--origins=2", "--candidates=naive,theta");
    assertThat(backtest.exitCode()).as(backtest.err()).isZero();
    Run local = Run.of("backtest", file, "--horizon=3", "--origins=2", "--candidates=naive,theta");
    assertThat(backtest.out()).isEqualTo(local.out());
  }

  @Test
  void problemsOfTheServiceAreTold() throws IOException {
    Path broken =
        Files.writeString(
            folder.resolve("broken.ndjson"),
            "{\"time\": \"2026-01-01\", \"y\": 1}\n{\"time\": \"2026-01-02\", \"y\": [1]}");
    Run unreadable = remote("forecast", broken.toString());
    assertThat(unreadable.exitCode()).as(unreadable.err()).isEqualTo(UNREADABLE);
    assertThat(unreadable.err()).startsWith("rondo: line 2").doesNotContain("Exception");

    Run missing = remote("predict", "no-such-model", file);
    assertThat(missing.exitCode()).isEqualTo(REFUSED);
    assertThat(missing.err()).contains("no-such-model");

    Run origins = remote("backtest", file, "--horizon=50", "--origins=9");
    assertThat(origins.exitCode()).isEqualTo(INFEASIBLE);
    assertThat(origins.err()).contains("/horizon").contains("Ask for fewer origins");

    Run nobody = Run.of("export", "latest", "-o", "-", "--server=http://127.0.0.1:9");
    assertThat(nobody.exitCode()).isEqualTo(REFUSED);
    assertThat(nobody.err()).contains("http://127.0.0.1:9 cannot be reached");

    Run nowhere = Run.of("export", "latest", "-o", "-", "--server=localhost");
    assertThat(nowhere.exitCode()).isEqualTo(2);
    assertThat(nowhere.err()).contains("--server must be an address");
  }
}
