package dev.rondo.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.server.Service.Answer;
import dev.rondo.server.web.BusyException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Keys and sign-ins that nobody knows: what they cost, and how many of them one address may send.
@ExtendWith(OutputCaptureExtension.class)
class WrongCredentialsTest {
  private static final String PATH = "/api/v1/datasets";
  private static final String ONE_A_SECOND = "rondo.refused-credentials-per-second=1";
  private static final String ADDRESS = "192.0.2.1";
  private static final int MANY = 60;

  @TempDir Path data;

  /// Makes the database count its statements.
  private static void count(Closed closed) {
    JdbcClient database = closed.service.bean(JdbcClient.class);
    database.sql("set query_statistics_max_entries 1000").update();
    database.sql("set query_statistics true").update();
  }

  /// How often keys were looked up since [#count].
  private static int lookups(Closed closed) {
    return closed
        .service
        .bean(JdbcClient.class)
        .sql(
            "select coalesce(sum(execution_count), 0) from information_schema.query_statistics where sql_statement like 'select * from api_key where hash%'")
        .query(Integer.class)
        .single();
  }

  private static void requireTooMany(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(429);
    assertThat(answer.json().get("type").stringValue()).isEqualTo("/problems/too-many-requests");
    assertThat(answer.json().get("detail").stringValue())
        .contains("rondo.refused-credentials-per-second");
    assertThat(answer.header("Retry-After")).matches("[1-9]");
  }

  /// Statuses of many requests, each with another credential, which are 401 and from some on 429.
  private static List<Integer> statuses(IntFunction<Answer> request) {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      Answer answer = request.apply(i);
      if (answer.status() != 401) requireTooMany(answer);
      statuses.add(answer.status());
    }
    assertThat(statuses.subList(0, 5)).containsOnly(401);
    assertThat(statuses).contains(429);
    return statuses;
  }

  @Test
  void manyWrongKeysAreRefusedWithoutALookupAndKnownKeysWork(CapturedOutput log) {
    try (Closed closed = new Closed(data, ONE_A_SECOND)) {
      String known = closed.key("known", "reader", List.of("default"), "");
      assertThat(closed.get(known, PATH).status()).isEqualTo(200);
      count(closed);
      List<Integer> statuses =
          statuses(i -> closed.get("rondo_wrong" + i, PATH, "X-Request-Id", "wrong-" + i));
      assertThat(lookups(closed)).isEqualTo((int) statuses.stream().filter(s -> s == 401).count());
      // What is remembered of keys is forgotten, because there is a new one.
      assertThat(closed.key("new", "reader", List.of("default"), "")).startsWith("rondo_");
      assertThat(closed.get(known, PATH).status()).isEqualTo(200);
      assertThat(closed.get("rondo_wrong_again", "/actuator/health").status()).isEqualTo(200);
      assertThat(log.getOut()).containsOnlyOnce("127.0.0.1 sends many unknown keys");
      // The line has the id of its request.
      assertThat(log.getOut()).containsPattern("\\[wrong-\\d+.*127.0.0.1 sends many unknown keys");
      assertThat(refused(closed, "unknown"))
          .isEqualTo(statuses.stream().filter(s -> s == 401).count());
      assertThat(refused(closed, "too-many"))
          .isEqualTo(statuses.stream().filter(s -> s == 429).count());
    }
  }

  private static double refused(Closed closed, String reason) {
    String metrics = closed.get(Closed.ADMIN, "/actuator/prometheus").text();
    Matcher found =
        Pattern.compile(
                "rondo_credentials_refused_total\\{[^}]*reason=\"%s\"[^}]*} ([0-9.E]+)"
                    .formatted(reason))
            .matcher(metrics);
    assertThat(found.find()).as(reason).isTrue();
    return Double.parseDouble(found.group(1));
  }

  @Test
  void wrongKeysToSignInWithAndWrongCookiesAreLimitedToo() {
    try (Closed closed = new Closed(data, ONE_A_SECOND)) {
      statuses(i ->
          closed.send("", "POST", "/api/v1/session", "{\"key\": \"rondo_wrong%d\"}".formatted(i)));
    }
    try (Closed closed = new Closed(data, ONE_A_SECOND)) {
      statuses(i -> closed.get("", PATH, "Cookie", "rondo-session=wrong" + i));
    }
    try (Closed closed = new Closed(data, ONE_A_SECOND)) {
      statuses(i -> closed.get("wrong.token." + i, PATH));
    }
  }

  /// Such as that of a client whose key was revoked, which must not keep others at its address from their first request.
  @Test
  void oneWrongKeyIsAnsweredFromMemoryAndTakesNoRoom() {
    try (Closed closed = new Closed(data, ONE_A_SECOND)) {
      for (int i = 0; i < MANY; i++)
        assertThat(closed.get("rondo_the_same", PATH).status()).isEqualTo(401);
      assertThat(closed.get("rondo_another", PATH).status()).isEqualTo(401);
    }
  }

  /// A client with many requests at once uses its key for the first time.
  @Test
  void validOnesAreNeverRefusedForEachOther() throws Exception {
    try (Closed closed = new Closed(data, ONE_A_SECOND)) {
      WrongCredentials wrong = closed.service.bean(WrongCredentials.class);
      assertThat(lookedUpAtOnce(wrong, Optional.of("caller"))).isEqualTo(MANY);
      assertThat(wrong.lookUp(ADDRESS, () -> Optional.of("caller"))).isPresent();
      // Unknown ones take room, which the address owes if there was not enough.
      assertThat(lookedUpAtOnce(wrong, Optional.empty())).isEqualTo(MANY);
      assertThatThrownBy(() -> wrong.lookUp(ADDRESS, Optional::empty))
          .isInstanceOfSatisfying(
              BusyException.class,
              busy -> assertThat(busy.retryAfter()).isGreaterThan(Duration.ofSeconds(MANY / 2)));
    }
  }

  /// How many lookups begin when none has ended.
  private static int lookedUpAtOnce(WrongCredentials wrong, Optional<String> found)
      throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(MANY);
    try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < MANY; i++)
        requests.execute(() -> {
          wrong.lookUp(
              ADDRESS,
              () -> {
                begun.countDown();
                await(begun);
                return found;
              });
        });
    }
    return MANY - (int) begun.getCount();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aSignInCountsAsKnownFromItsFirstRequest() {
    try (Closed closed = new Closed(data, ONE_A_SECOND)) {
      String key = closed.key("known", "reader", List.of("default"), "");
      assertThat(closed.get(key, PATH).status()).isEqualTo(200);
      statuses(i -> closed.get("rondo_wrong" + i, PATH));
      Answer signedIn =
          closed.send("", "POST", "/api/v1/session", "{\"key\": \"%s\"}".formatted(key));
      assertThat(signedIn.status()).as(signedIn.text()).isEqualTo(200);
      String cookie = signedIn.header("Set-Cookie").replaceFirst(";.*", "");
      for (int i = 0; i < MANY; i++)
        assertThat(closed.get("", PATH, "Cookie", cookie).status()).isEqualTo(200);
    }
  }

  @Test
  void theLimitCanBeTurnedOff() {
    try (Closed closed = new Closed(data, "rondo.refused-credentials-per-second=0")) {
      for (int i = 0; i < 2 * MANY; i++)
        assertThat(closed.get("rondo_wrong" + i, PATH).status()).isEqualTo(401);
    }
  }

  /// So the time of an answer does not tell an unknown key from a revoked or expired one.
  @Test
  void unknownRevokedAndExpiredKeysCostTheSameLookups() {
    try (Closed closed = new Closed(data)) {
      String revoked = closed.key("revoked", "trainer", List.of("default"), "");
      String expired = closed.key("expired", "trainer", List.of("default"), "");
      closed.send(Closed.ADMIN, "DELETE", "/api/v1/keys/" + closed.id("revoked"), "");
      closed
          .service
          .bean(JdbcClient.class)
          .sql("update api_key set expires_at = created_at where name = 'expired'")
          .update();
      count(closed);
      for (String key : List.of("rondo_unknown", revoked, expired))
        for (int expected : List.of(1, 0)) {
          int before = lookups(closed);
          assertThat(closed.get(key, PATH).status()).isEqualTo(401);
          assertThat(lookups(closed) - before).as(key).isEqualTo(expected);
        }
    }
  }
}
