package dev.rondo.server.webhook;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Sends the deliveries that are due. Redirects are not followed, and the bodies of answers are not read.
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

  /// Ids of the webhooks that are being told.
  private final Set<String> busy = ConcurrentHashMap.newKeySet();

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

  /// Deletes old deliveries, and begins to tell each webhook what is due, unless it is still being told. A slow receiver delays only its own events.
  void send() {
    try {
      deliveries.removeOld();
      for (String webhook : deliveries.dueWebhooks())
        if (busy.add(webhook)) threads.execute(() -> tell(webhook));
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("webhooks cannot be told now: {}", e.toString());
    }
  }

  /// Sends what is due to one webhook, in order.
  private void tell(String webhook) {
    try {
      for (Optional<Deliveries.Due> next = deliveries.take(webhook);
          next.isPresent();
          next = deliveries.take(webhook)) deliver(next.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("the webhook {} cannot be told now: {}", webhook, e.toString());
    } finally {
      busy.remove(webhook);
    }
  }

  private void deliver(Deliveries.Due one) throws InterruptedException {
    try {
      int status = status(one);
      if (status / 100 == 2) deliveries.succeeded(one, status);
      else failed(one, status, "the receiver answered with status " + status);
    } catch (IOException | IllegalArgumentException e) {
      failed(one, null, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }
  }

  /// The status of the answer. A body that is not read yet is given up, because it may have no end.
  private int status(Deliveries.Due one) throws IOException, InterruptedException {
    URI receiver = URI.create(one.url());
    if (!settings.allows(receiver))
      throw new IOException("rondo.webhooks.hosts does not allow this host any longer");
    HttpResponse<InputStream> answer =
        http.send(request(one, receiver), BodyHandlers.ofInputStream());
    answer.body().close();
    return answer.statusCode();
  }

  private HttpRequest request(Deliveries.Due one, URI receiver) {
    long seconds = clock.instant().getEpochSecond();
    return HttpRequest.newBuilder(receiver)
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
    if (last)
      LOG.warn(
          "the webhook delivery {} failed {} times, the last time because {}",
          one.id(),
          one.attempts(),
          plain);
  }
}
