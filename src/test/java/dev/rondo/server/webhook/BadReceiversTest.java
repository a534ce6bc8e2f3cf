package dev.rondo.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.project.Project;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// Receivers that never end, that cannot exist or that are not allowed any longer, and events that are told more than once.
class BadReceiversTest {
  private static final String PATH = "/api/v1/webhooks";
  private static final String OLD_ID = "00000000-0001-7000-8000-00000000000";
  private static final int SECONDS = 60;

  @TempDir static Path data;
  private static final CountDownLatch END = new CountDownLatch(1);
  private static HttpServer receiver;
  private static ExecutorService threads;
  private static Service service;

  @BeforeAll
  static void start() throws IOException {
    threads = Executors.newVirtualThreadPerTaskExecutor();
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.setExecutor(threads);
    receiver.createContext("/good", BadReceiversTest::accept);
    receiver.createContext("/endless", BadReceiversTest::acceptWithoutEnd);
    receiver.createContext("/silent", BadReceiversTest::sayNothing);
    receiver.start();
    service =
        new Service(
            data,
            "rondo.webhooks.hosts=127.0.0.1,example.org:443",
            "rondo.webhooks.check=50ms",
            "rondo.webhooks.timeout=2s");
  }

  private static void accept(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private static void acceptWithoutEnd(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(200, 0);
    OutputStream body = exchange.getResponseBody();
    body.write('a');
    body.flush();
    sayNothing(exchange);
  }

  private static void sayNothing(HttpExchange exchange) {
    try {
      END.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  @AfterAll
  static void stop() {
    END.countDown();
    service.close();
    receiver.stop(0);
    threads.shutdownNow();
  }

  @BeforeEach
  void clean() {
    for (JsonNode each : service.get(PATH).json().get("items"))
      service.delete(PATH + "/" + each.get("id").stringValue());
  }

  @Test
  void aReceiverWithoutEndHasReceived() throws InterruptedException {
    String endless = create("/endless");
    ping(endless);
    ping(endless);
    JsonNode told = settled(service, endless);
    assertThat(told.get("deliveredAt").isNull()).isFalse();
    assertThat(told.get("attempts").intValue()).isEqualTo(1);
  }

  @Test
  void aSilentReceiverDelaysNobodyElse() throws InterruptedException {
    String silent = create("/silent");
    for (int i = 0; i < 5; i++) ping(silent);
    String good = create("/good");
    ping(good);
    assertThat(settled(service, good).get("deliveredAt").isNull()).isFalse();
    JsonNode notTold = service.get(PATH + "/" + silent + "/deliveries").json().at("/items/0");
    assertThat(notTold.get("attempts").intValue()).as(notTold.toString()).isZero();
  }

  @Test
  void anImpossiblePortIsRefused() {
    for (String port : new String[] {"0", "65536", "70000"}) {
      Answer answer = post("http://127.0.0.1:" + port + "/");
      assertThat(answer.status()).as(port).isEqualTo(400);
      assertThat(answer.text()).contains("port of 1 to 65535");
    }
  }

  @Test
  void anImpossibleStoredUrlIsAFailedAttempt() throws InterruptedException {
    String webhook = create("/good");
    database(service)
        .sql("update webhook set url = 'http://127.0.0.1:70000/' where id = ?")
        .param(webhook)
        .update();
    ping(webhook);
    assertThat(settled(service, webhook).get("lastError").stringValue()).contains("70000");
  }

  @Test
  void anAllowedPortMayBeTheUsualOne() {
    assertThat(post("https://example.org/hook").status()).isEqualTo(201);
    assertThat(post("https://example.org:443/hook").status()).isEqualTo(201);
    assertThat(post("http://example.org/hook").status()).isEqualTo(422);
    assertThat(post("https://example.org:8443/hook").status()).isEqualTo(422);
  }

  @Test
  void aHostThatIsNotAllowedAnyLongerIsNotTold(@TempDir Path other) throws InterruptedException {
    try (Service before = new Service(other, "rondo.webhooks.hosts=127.0.0.1")) {
      assertThat(before.postJson(PATH, body(url("/good"))).status()).isEqualTo(201);
    }
    try (Service after = new Service(other, "rondo.webhooks.check=50ms")) {
      after.send("POST", PATH + "/latest/ping", new byte[0]);
      String webhook = after.get(PATH + "/latest").json().get("id").stringValue();
      JsonNode refused = settled(after, webhook);
      assertThat(refused.get("lastError").stringValue()).contains("rondo.webhooks.hosts");
      makeOld(after, webhook);
      while (!after.get(PATH + "/latest/deliveries").json().get("items").isEmpty())
        Thread.sleep(20);
    }
  }

  @Test
  void anEventThatIsToldTwiceAtOnceIsStoredOnce() throws Exception {
    String webhook = create("/good");
    Runnable tell = () -> tell(EventType.MODEL_DRIFTED);
    CountDownLatch first = new CountDownLatch(1);
    CompletableFuture<Void> open =
        CompletableFuture.runAsync(
            () ->
                new TransactionTemplate(service.bean(PlatformTransactionManager.class))
                    .executeWithoutResult(_ -> {
                      tell.run();
                      first.countDown();
                      pause();
                    }),
            threads);
    assertThat(first.await(SECONDS, TimeUnit.SECONDS)).isTrue();
    CompletableFuture.runAsync(tell, threads).get(SECONDS, TimeUnit.SECONDS);
    open.get(SECONDS, TimeUnit.SECONDS);
    assertThat(service.get(PATH + "/" + webhook + "/deliveries").json().get("items")).hasSize(1);
  }

  @Test
  void anAlarmThatLastsIsNotToldAgainAfterItsDeliveryIsOld() throws InterruptedException {
    String webhook = create("/good");
    Runnable tell = () -> tell(EventType.COVERAGE_DRIFTED);
    tell.run();
    settled(service, webhook);
    ping(webhook);
    settled(service, webhook);
    makeOld(service, webhook);
    while (service.get(PATH + "/" + webhook + "/deliveries").json().get("items").size() > 1)
      Thread.sleep(20);
    tell.run();
    JsonNode left = service.get(PATH + "/" + webhook + "/deliveries").json().get("items");
    assertThat(left).hasSize(1);
    assertThat(left.get(0).get("id").stringValue()).startsWith(OLD_ID);
  }

  private static void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Tells the webhooks of the default project of a model.
  private static void tell(EventType type) {
    Deliveries deliveries = service.bean(Deliveries.class);
    Project.DEFAULT.run(() -> deliveries.tell(type, "a model", Map.of("a", 1)));
  }

  /// Gives the deliveries of a webhook ids of 1970, in their order.
  private static void makeOld(Service of, String webhook) {
    int number = 0;
    for (String id :
        database(of)
            .sql("select id from webhook_delivery where webhook_id = ? order by id")
            .param(webhook)
            .query((row, _) -> row.getString("id"))
            .list())
      database(of)
          .sql(
              "update webhook_delivery set id = ?, created_at = timestamp with time zone '1970-01-01 00:00:00+00' where id = ?")
          .params(OLD_ID + number++, id)
          .update();
  }

  private static JdbcClient database(Service of) {
    return of.bean(JdbcClient.class);
  }

  private static String url(String path) {
    return "http://127.0.0.1:" + receiver.getAddress().getPort() + path;
  }

  private static String body(String url) {
    return "{\"url\":\"%s\"}".formatted(url);
  }

  private static Answer post(String url) {
    return service.postJson(PATH, body(url));
  }

  private static String create(String path) {
    Answer answer = post(url(path));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().get("id").stringValue();
  }

  private static void ping(String webhook) {
    assertThat(service.send("POST", PATH + "/" + webhook + "/ping", new byte[0]).status())
        .isEqualTo(202);
  }

  /// Waits until the newest delivery was accepted or has failed.
  private static JsonNode settled(Service of, String webhook) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (System.nanoTime() < end) {
      JsonNode newest = of.get(PATH + "/" + webhook + "/deliveries").json().at("/items/0");
      if (!newest.isMissingNode()
          && (!newest.get("deliveredAt").isNull() || !newest.get("lastError").isNull()))
        return newest;
      Thread.sleep(20);
    }
    throw new AssertionError("the delivery was not tried");
  }
}
