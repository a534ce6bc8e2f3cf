package dev.rondo.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A Prometheus server of this machine with data of a test.
public final class RealPrometheus implements AutoCloseable {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final String url;

  private RealPrometheus(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /// Skips a test where there is no Prometheus.
  public static void assumeInstalled() {
    boolean installed =
        Stream.of(System.getenv("PATH").split(":"))
            .filter(folder -> Files.isExecutable(Path.of(folder, "prometheus")))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
    Assumptions.assumeTrue(installed, "Prometheus is not installed (the package prometheus)");
  }

  /// Starts a server.
  ///
  /// @param samples in the OpenMetrics format, without its end
  /// @param configuration lines of its configuration file
  /// @param options further ones of its command
  public static RealPrometheus start(
      Path directory, String samples, String configuration, String... options)
      throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("samples.om"), samples + "# EOF\n");
    Path data = Files.createDirectory(directory.resolve("data"));
    Process fill =
        new ProcessBuilder(
                "promtool",
                "tsdb",
                "create-blocks-from",
                "--max-block-duration=720h",
                "openmetrics",
                file.toString(),
                data.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(fill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(fill.waitFor()).as(said).isZero();
    Path settings = Files.writeString(directory.resolve("prometheus.yml"), configuration);
    int port = Ports.free();
    Path log = directory.resolve("prometheus.log");
    List<String> command =
        new ArrayList<>(
            List.of(
                "prometheus",
                "--config.file=" + settings,
                "--storage.tsdb.path=" + data,
                "--storage.tsdb.retention.time=10y",
                "--web.listen-address=127.0.0.1:" + port));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    RealPrometheus server = new RealPrometheus(process, "http://127.0.0.1:" + port);
    long end = System.nanoTime() + PATIENCE;
    while (!server.ready()) {
      assertThat(process.isAlive() && System.nanoTime() < end).as(Files.readString(log)).isTrue();
      Thread.sleep(100);
    }
    return server;
  }

  private boolean ready() throws InterruptedException {
    try {
      return get("/-/ready").statusCode() == 200;
    } catch (IOException _) {
      return false;
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(url + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  public String url() {
    return url;
  }

  /// The result of an expression at the present.
  public List<JsonNode> query(String expression) throws IOException, InterruptedException {
    String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    JsonNode answer = JsonMapper.shared().readTree(get("/api/v1/query?query=" + query).body());
    assertThat(answer.get("status").stringValue()).as(answer.toString()).isEqualTo("success");
    return List.copyOf(answer.at("/data/result").values());
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    http.close();
  }
}
