package dev.rondo.server.webhook;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Sends the deliveries that are due. Redirects are not followed, and the content of answers is not read.
@Component
class Sender {
  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
  private static final int LONGEST_ERROR = 300;

  /// Times between the attempts; the last one is repeated.
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(6));

  private final Deliveries deliveries;
  private final WebhookSettings settings;
  private final Clock clock;
  private final HttpClient http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Sender(Deliveries deliveries, WebhookSettings settings, Clock clock) {
    this.deliveries = deliveries;
    this.settings = settings;
    this.clock = clock;
    this.http =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.timeout())
            .build();
  }

  @PreDestroy
  void close() {
    threads.shutdownNow();
    http.shutdownNow();
  }

  /// Sends what is due to each receiver at the same time, and to one receiver in order.
  void send() {
    try {
      deliveries.removeOld();
      threads.invokeAll(
          deliveries.take().stream().collect(Collectors.groupingBy(Deliveries.Due::url)).values()
              .stream()
              .map(this::task)
              .toList());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("webhooks cannot be told now: {}", e.toString());
    }
  }

  private Callable<@Nullable Void> task(List<Deliveries.Due> toOne) {
    return () -> {
      for (Deliveries.Due each : toOne) deliver(each);
      return null;
    };
  }

  private void deliver(Deliveries.Due one) throws InterruptedException {
    try {
      int status = http.send(request(one), BodyHandlers.discarding()).statusCode();
      if (status / 100 == 2) deliveries.succeeded(one, status);
      else failed(one, status, "the receiver answered with status " + status);
    } catch (IOException e) {
      failed(one, null, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }
  }

  private HttpRequest request(Deliveries.Due one) {
    long seconds = clock.instant().getEpochSecond();
    return HttpRequest.newBuilder(URI.create(one.url()))
        .timeout(settings.timeout())
        .header("Content-Type", "application/json")
        .header("User-Agent", "Rondo")
        .header("webhook-id", one.id())
        .header("webhook-timestamp", Long.toString(seconds))
        .header("webhook-signature", Signature.of(one.secret(), one.id(), seconds, one.body()))
        .POST(BodyPublishers.ofString(one.body()))
        .build();
  }

  private void failed(Deliveries.Due one, @Nullable Integer status, String error) {
    boolean last = one.attempts() >= settings.attempts();
    Duration next = last ? null : WAITS.get(Math.min(one.attempts(), WAITS.size()) - 1);
    String plain = error.replaceAll("[\\p{Cntrl}\\p{Cs}]", " ");
    deliveries.failed(
        one, status, plain.substring(0, Math.min(plain.length(), LONGEST_ERROR)), next);
    if (last) LOG.warn("the webhook delivery {} failed {} times, the last time because {}", one.id(), one.attempts(), plain);
  }
}
