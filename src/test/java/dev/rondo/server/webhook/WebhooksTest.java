package dev.rondo.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rondo.server.MovableClock;
import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebhooksTest {
  private static final String PATH = "/api/v1/webhooks";
  private static final int SECONDS = 60;

  @TempDir static Path data;
  private static Service service;
  private static HttpServer receiver;
  private static final BlockingQueue<Received> RECEIVED = new LinkedBlockingQueue<>();
  private static final AtomicInteger REFUSALS = new AtomicInteger();

  /// More than the time to the next attempt after the first ones.
  private static final Duration LATER = Duration.ofMinutes(1);

  /// Whether the receiver refuses everything.
  private static volatile boolean refuses;

  private record Received(String id, String timestamp, String signature, String body) {
    JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }
  }

  @BeforeAll
  static void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/", WebhooksTest::receive);
    receiver.start();
    service =
        new Service(
            List.of(MovableClock.Beans.class),
            data,
            "rondo.webhooks.hosts=127.0.0.1:" + receiver.getAddress().getPort(),
            "rondo.webhooks.most=2",
            "rondo.webhooks.check=50ms");
  }

  private static void receive(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (refuses) {
      REFUSALS.incrementAndGet();
      exchange.sendResponseHeaders(500, -1);
    } else {
      RECEIVED.add(
          new Received(
              exchange.getRequestHeaders().getFirst("webhook-id"),
              exchange.getRequestHeaders().getFirst("webhook-timestamp"),
              exchange.getRequestHeaders().getFirst("webhook-signature"),
              body));
      exchange.sendResponseHeaders(204, -1);
    }
    exchange.close();
  }

  @AfterAll
  static void stop() {
    service.close();
    receiver.stop(0);
  }

  @BeforeEach
  void clean() {
    for (JsonNode each : service.get(PATH).json().get("items"))
      service.delete(PATH + "/" + each.get("id").stringValue());
    RECEIVED.clear();
    refuses = false;
  }

  @Test
  void anEndedJobIsToldWithASignature() throws Exception {
    JsonNode webhook = create("\"job-succeeded\"");
    String dataset = Jobflow.dataset(service, 40);
    String model = Jobflow.model(service, Jobflow.small(dataset, "\"epochs\": 1"));
    Received told = RECEIVED.poll(SECONDS, TimeUnit.SECONDS);
    assertThat(told).isNotNull();
    assertThat(told.json().get("type").stringValue()).isEqualTo("job-succeeded");
    assertThat(told.json().get("project").stringValue()).isEqualTo("default");
    assertThat(model).endsWith(told.json().at("/data/modelId").stringValue());
    assertThat(told.signature()).isEqualTo("v1," + hmac(webhook.get("secret").stringValue(), told));
    JsonNode delivery = onlyDelivery(webhook);
    assertThat(delivery.get("id").stringValue()).isEqualTo(told.id());
    assertThat(delivery.get("attempts").intValue()).isEqualTo(1);
    assertThat(delivery.get("lastStatus").intValue()).isEqualTo(204);
    assertThat(RECEIVED).isEmpty();
  }

  @Test
  void onlyTheChosenEventsAreTold() throws Exception {
    create("\"job-failed\"");
    JsonNode all = create("");
    String dataset = Jobflow.dataset(service, 40);
    Jobflow.model(service, Jobflow.small(dataset, "\"epochs\": 1"));
    assertThat(RECEIVED.poll(SECONDS, TimeUnit.SECONDS)).isNotNull();
    onlyDelivery(all);
    assertThat(RECEIVED).isEmpty();
  }

  @Test
  void aDeliveryThatFailsIsTriedAgainUnderItsId() throws Exception {
    JsonNode webhook = create("\"ping\"");
    JsonNode failed = refusedPing(webhook);
    assertThat(failed.get("lastStatus").intValue()).isEqualTo(500);
    assertThat(failed.get("nextAttemptAt").isNull()).isFalse();
    accept();
    Received told = RECEIVED.poll(SECONDS, TimeUnit.SECONDS);
    assertThat(told.id()).isEqualTo(failed.get("id").stringValue());
    assertThat(onlyDelivery(webhook).get("attempts").intValue()).isEqualTo(REFUSALS.get() + 1);
  }

  /// Tells a webhook of a ping, and waits until the receiver has refused it, as it does until [#accept()].
  private static JsonNode refusedPing(JsonNode webhook) throws InterruptedException {
    REFUSALS.set(0);
    refuses = true;
    String path = PATH + "/" + webhook.get("id").stringValue();
    assertThat(service.send("POST", path + "/ping", new byte[0]).status()).isEqualTo(202);
    while (true) {
      JsonNode delivery = service.get(path + "/deliveries").json().at("/items/0");
      if (!delivery.get("lastError").isNull()) return delivery;
      Thread.sleep(20);
    }
  }

  /// Lets the receiver accept everything, and the next attempt come.
  private static void accept() {
    refuses = false;
    service.bean(MovableClock.class).pass(LATER);
  }

  @Test
  void theSecretIsShownOnce() {
    JsonNode webhook = create("\"ping\"");
    assertThat(webhook.get("secret").stringValue()).startsWith("whsec_");
    String path = PATH + "/" + webhook.get("id").stringValue();
    assertThat(service.get(path).json().has("secret")).isFalse();
    assertThat(service.get(PATH).text()).doesNotContain("whsec_");
  }

  @Test
  void aRepeatedCreateGetsTheSameWebhookWithItsSecret() {
    String body = "{\"url\":\"%s\"}".formatted(url());
    Answer first = keyed("a-webhook", body);
    Answer again = keyed("a-webhook", body);
    for (Answer answer : List.of(first, again)) {
      assertThat(answer.status()).as(answer.text()).isEqualTo(201);
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(service.get(PATH).json().get("items")).hasSize(1);
    assertThat(keyed("a-webhook", body.replace("hook", "other")).status()).isEqualTo(422);
    service.delete(first.header("Location"));
    assertThat(keyed("a-webhook", body).status()).isEqualTo(404);
  }

  private static Answer keyed(String key, String body) {
    return service.send(
        "POST",
        PATH,
        body.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/json",
        "Idempotency-Key",
        key);
  }

  @Test
  void aNewSecretSignsFromThenOnAlsoWhatIsSentAgain() throws Exception {
    JsonNode webhook = create("\"ping\"");
    String path = PATH + "/" + webhook.get("id").stringValue();
    refusedPing(webhook);
    Answer renewed = service.send("POST", path + "/secret", new byte[0]);
    assertThat(renewed.status()).as(renewed.text()).isEqualTo(200);
    assertThat(renewed.header("Cache-Control")).isEqualTo("no-store");
    String secret = renewed.json().get("secret").stringValue();
    assertThat(secret).startsWith("whsec_").isNotEqualTo(webhook.get("secret").stringValue());
    assertThat(renewed.json().get("id")).isEqualTo(webhook.get("id"));
    accept();
    Received told = RECEIVED.poll(SECONDS, TimeUnit.SECONDS);
    assertThat(told).isNotNull();
    assertThat(told.signature()).isEqualTo("v1," + hmac(secret, told));
    assertThat(service.get(path).json().has("secret")).isFalse();
    assertThat(service.send("POST", PATH + "/unknown/secret", new byte[0]).status()).isEqualTo(404);
  }

  @Test
  void otherHostsUrlsAndMoreWebhooksAreRefused() {
    assertThat(post("{\"url\":\"http://169.254.169.254/latest\"}").faults())
        .containsExactly("/url");
    assertThat(post("{\"url\":\"http://169.254.169.254/latest\"}").status()).isEqualTo(422);
    for (String url :
        new String[] {"ftp://127.0.0.1/", "127.0.0.1", "http://a@127.0.0.1/", "http://"})
      assertThat(post("{\"url\":\"%s\"}".formatted(url)).status()).as(url).isEqualTo(400);
    create("\"ping\"");
    create("\"ping\"");
    assertThat(post("{\"url\":\"%s\"}".formatted(url())).status()).isEqualTo(409);
  }

  private static JsonNode create(String events) {
    Answer answer =
        post(
            events.isEmpty()
                ? "{\"url\":\"%s\"}".formatted(url())
                : "{\"url\":\"%s\",\"events\":[%s]}".formatted(url(), events));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }

  private static Answer post(String body) {
    return service.postJson(PATH, body);
  }

  private static String url() {
    return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
  }

  /// Waits until the only delivery has arrived.
  private static JsonNode onlyDelivery(JsonNode webhook) throws InterruptedException {
    String path = PATH + "/" + webhook.get("id").stringValue() + "/deliveries";
    while (true) {
      JsonNode items = service.get(path).json().get("items");
      assertThat(items).hasSize(1);
      if (!items.get(0).get("deliveredAt").isNull()) return items.get(0);
      Thread.sleep(20);
    }
  }

  private static String hmac(String secret, Received told) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    String signed = told.id() + "." + told.timestamp() + "." + told.body();
    return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }
}
