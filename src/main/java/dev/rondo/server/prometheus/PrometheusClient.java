package dev.rondo.server.prometheus;

import dev.rondo.server.web.BadGatewayException;
import dev.rondo.server.web.InfeasibleRequestException;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Asks Prometheus servers. Redirects are not followed, and an answer is bounded in size and time.
@Component
class PrometheusClient {
  private static final Duration TO_CONNECT = Duration.ofSeconds(5);
  private static final int LONGEST_MESSAGE = 500;

  private final PrometheusSettings settings;
  private final JsonMapper mapper;
  private final HttpClient http =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(TO_CONNECT)
          .build();
  private final ExecutorService exchanges = Executors.newVirtualThreadPerTaskExecutor();

  PrometheusClient(PrometheusSettings settings, JsonMapper mapper) {
    this.settings = settings;
    this.mapper = mapper;
  }

  @PreDestroy
  void close() {
    exchanges.shutdownNow();
    http.shutdownNow();
  }

  /// The answer is larger than the limit.
  static final class AnswerTooLargeException extends Exception {
    private static final long serialVersionUID = 1;
  }

  /// A received answer.
  @SuppressWarnings("ArrayRecordComponent")
  private record Exchange(int status, byte[] body) {}

  /// Peak bytes of [#matrix].
  long bytes() {
    // The body, and its values.
    return 3 * settings.answer().toBytes();
  }

  /// Asks a server. Throws [InfeasibleRequestException] if it refuses the query, and [BadGatewayException] if it fails.
  ServerAnswer matrix(RangeQuery query) throws AnswerTooLargeException {
    Exchange exchange = exchange(query);
    if (exchange.status / 100 == 3)
      throw failure(
          query,
          "redirects to another URL, which is not followed; name that server in rondo.prometheus.servers and in the request");
    ServerAnswer answer;
    try {
      answer = AnswerReader.read(exchange.body, mapper);
    } catch (IllegalArgumentException e) {
      throw failure(
          query,
          exchange.status == 200
              ? "answers something that is not the JSON of Prometheus: " + e.getMessage()
              : "answers with status %d and not as Prometheus does; check the URL"
                  .formatted(exchange.status));
    }
    if (answer.error() == null) return checked(query, answer);
    String message = "%s: %s".formatted(answer.errorType(), answer.error());
    if (exchange.status == 400 || exchange.status == 422)
      throw new InfeasibleRequestException(
          "/query", "Prometheus refuses the query, " + cut(message));
    throw failure(query, "answers " + message);
  }

  private static ServerAnswer checked(RangeQuery query, ServerAnswer answer) {
    if (!"matrix".equals(answer.resultType()))
      throw failure(
          query, "answers a result of type '%s', not a matrix".formatted(answer.resultType()));
    if (answer.histograms())
      throw new InfeasibleRequestException(
          "/query",
          "the query gives native histograms; take a number of them, with histogram_quantile or histogram_avg");
    return answer;
  }

  private Exchange exchange(RangeQuery query) throws AnswerTooLargeException {
    Future<Exchange> running = exchanges.submit(() -> send(query));
    try {
      return running.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      throw failure(
          query,
          "did not answer completely within %s (rondo.prometheus.timeout)"
              .formatted(settings.timeout()));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AnswerTooLargeException tooLarge) throw tooLarge;
      if (e.getCause() instanceof IOException broken)
        throw failure(query, "cannot be reached or broke off: " + reason(broken));
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(query, "was not waited for, because the service stops");
    } finally {
      running.cancel(true);
    }
  }

  private Exchange send(RangeQuery query)
      throws IOException, InterruptedException, AnswerTooLargeException {
    String form =
        "query=%s&start=%s&end=%s&step=%s"
            .formatted(
                URLEncoder.encode(query.query(), StandardCharsets.UTF_8),
                seconds(query.start()),
                seconds(query.end()),
                seconds(query.step()));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(query.server() + "/api/v1/query_range"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(form))
            .build();
    HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
    int limit = (int) Math.min(Integer.MAX_VALUE - 9, settings.answer().toBytes());
    try (InputStream body = answer.body()) {
      byte[] bytes = body.readNBytes(limit + 1);
      if (bytes.length > limit) throw new AnswerTooLargeException();
      return new Exchange(answer.statusCode(), bytes);
    }
  }

  private static String seconds(long millis) {
    return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
  }

  private static String reason(IOException broken) {
    return broken.getMessage() == null ? broken.getClass().getSimpleName() : broken.getMessage();
  }

  static BadGatewayException failure(RangeQuery query, String what) {
    return new BadGatewayException("the Prometheus server " + query.server() + " " + cut(what));
  }

  /// A text of a server for messages.
  private static String cut(String text) {
    String plain = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", " ");
    return plain.length() <= LONGEST_MESSAGE ? plain : plain.substring(0, LONGEST_MESSAGE) + "...";
  }
}
