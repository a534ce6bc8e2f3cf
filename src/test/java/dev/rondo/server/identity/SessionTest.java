package dev.rondo.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service.Answer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// The sign-in of the dashboard.
class SessionTest {
  private static final Closed CLOSED = Closed.shared();

  private static Answer signIn(String key, String... headers) {
    return CLOSED.send("", "POST", "/api/v1/session", "{\"key\": \"%s\"}".formatted(key), headers);
  }

  private static String cookie(Answer signedIn) {
    assertThat(signedIn.status()).as(signedIn.text()).isEqualTo(200);
    return signedIn.header("Set-Cookie").replaceFirst(";.*", "");
  }

  @Test
  void aKeyIsExchangedForACookieThatScriptsCannotRead() {
    String key = CLOSED.key("a person", "trainer", List.of("default"), "");
    Answer signedIn = signIn(key);
    assertThat(signedIn.header("Set-Cookie"))
        .matches("rondo-session=[A-Za-z0-9_-]{43};.*")
        .contains("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200")
        .doesNotContain(key);
    assertThat(signedIn.json().get("name").stringValue()).isEqualTo("a person");
    String cookie = cookie(signedIn);
    assertThat(CLOSED.get("", "/api/v1/datasets", "Cookie", cookie).status()).isEqualTo(200);
    assertThat(CLOSED.get("", "/api/v1/keys", "Cookie", cookie).status()).isEqualTo(403);
    assertThat(CLOSED.get("", "/api/v1/session", "Cookie", cookie).json().get("role").stringValue())
        .isEqualTo("trainer");
  }

  /// Everybody may send one, so it takes little memory.
  @Test
  void aLargeSignInIsRefused() {
    assertThat(signIn("x".repeat(60_000)).status()).isEqualTo(401);
    Answer large = signIn("x".repeat(70_000));
    assertThat(large.status()).as(large.text()).isEqualTo(413);
    assertThat(large.json().get("detail").stringValue()).contains("65536");
  }

  @Test
  void aPageOfAConfiguredOriginNeedsAKey(@TempDir Path data) {
    String page = "https://app.example.org";
    try (Closed closed = new Closed(data, "rondo.cors-origins=" + page)) {
      Answer signedIn =
          closed.send("", "POST", "/api/v1/session", "{\"key\": \"%s\"}".formatted(Closed.ADMIN));
      String cookie = cookie(signedIn);
      String path = "/api/v1/training-jobs/01980000-0000-7000-8000-000000000000/cancel";
      assertThat(closed.send("", "POST", path, "", "Cookie", cookie).status()).isEqualTo(404);
      assertThat(closed.send("", "POST", path, "", "Cookie", cookie, "Origin", page).status())
          .isEqualTo(401);
      assertThat(closed.send(Closed.ADMIN, "POST", path, "", "Origin", page).status())
          .isEqualTo(404);
    }
  }

  @Test
  void aForeignPageCannotUseTheCookie() {
    String cookie = cookie(signIn(CLOSED.key("visited", "trainer", List.of("default"), "")));
    for (String[] foreign :
        List.of(
            new String[] {"Origin", "https://attacker.example"},
            new String[] {"Sec-Fetch-Site", "cross-site"}))
      assertThat(
              CLOSED
                  .send(
                      "",
                      "DELETE",
                      "/api/v1/datasets/01980000-0000-7000-8000-000000000000",
                      "",
                      "Cookie",
                      cookie,
                      foreign[0],
                      foreign[1])
                  .status())
          .isEqualTo(403);
  }

  @Test
  void aSignInEndsWithItsSignOutAndWithItsKey() {
    String key = CLOSED.key("leaves", "reader", List.of("default"), "");
    String first = cookie(signIn(key));
    String second = cookie(signIn(key));
    Answer out = CLOSED.send("", "DELETE", "/api/v1/session", "", "Cookie", first);
    assertThat(out.status()).isEqualTo(204);
    assertThat(out.header("Set-Cookie")).contains("Max-Age=0");
    assertThat(CLOSED.get("", "/api/v1/models", "Cookie", first).status()).isEqualTo(401);
    assertThat(CLOSED.get("", "/api/v1/models", "Cookie", second).status()).isEqualTo(200);
    CLOSED.send(Closed.ADMIN, "DELETE", "/api/v1/keys/" + CLOSED.id("leaves"), "");
    assertThat(CLOSED.get("", "/api/v1/models", "Cookie", second).status()).isEqualTo(401);
    // The page to sign in is still served.
    assertThat(CLOSED.get("", "/", "Cookie", second).status()).isEqualTo(200);
    assertThat(CLOSED.get("", "/api/v1/session", "Cookie", second).json().get("name").isNull())
        .isTrue();
  }

  @Test
  void aSignInHasAProject() {
    CLOSED.projects("other");
    String cookie =
        cookie(signIn(CLOSED.key("chooser", "reader", List.of("default", "other"), "")));
    assertThat(
            CLOSED
                .send(
                    "", "PUT", "/api/v1/session/project", "{\"name\": \"other\"}", "Cookie", cookie)
                .status())
        .isEqualTo(200);
    assertThat(
            CLOSED.get("", "/api/v1/session", "Cookie", cookie).json().get("project").stringValue())
        .isEqualTo("other");
    assertThat(
            CLOSED
                .send(
                    "",
                    "PUT",
                    "/api/v1/session/project",
                    "{\"name\": \"nowhere\"}",
                    "Cookie",
                    cookie)
                .faults())
        .containsExactly("/name");
  }

  @Test
  void aSignInLeavesAProjectThatIsDeleted() {
    CLOSED.projects("passing");
    String cookie = cookie(signIn(Closed.ADMIN));
    assertThat(choose(cookie, "passing")).isEqualTo(200);
    assertThat(CLOSED.get("", "/api/v1/models", "Cookie", cookie).status()).isEqualTo(200);
    assertThat(CLOSED.send(Closed.ADMIN, "DELETE", "/api/v1/projects/passing", "").status())
        .isEqualTo(204);
    assertThat(CLOSED.get("", "/api/v1/models", "Cookie", cookie).status()).isEqualTo(200);
    assertThat(
            CLOSED.get("", "/api/v1/session", "Cookie", cookie).json().get("project").stringValue())
        .isEqualTo("default");
  }

  /// Such as one of a restored backup.
  @Test
  void aSignInWithoutItsProjectCanChooseAnotherOneAndSignOut() {
    CLOSED.projects("lost");
    String cookie = cookie(signIn(Closed.ADMIN));
    assertThat(choose(cookie, "lost")).isEqualTo(200);
    CLOSED.service.bean(JdbcClient.class).sql("delete from project where name = 'lost'").update();
    CLOSED.projects("invalidates-what-is-remembered");
    assertThat(CLOSED.get("", "/api/v1/models", "Cookie", cookie).status()).isEqualTo(403);
    assertThat(CLOSED.get("", "/", "Cookie", cookie).status()).isEqualTo(200);
    JsonNode session = CLOSED.get("", "/api/v1/session", "Cookie", cookie).json();
    assertThat(session.get("project").isNull()).isTrue();
    assertThat(choose(cookie, "default")).isEqualTo(200);
    assertThat(CLOSED.get("", "/api/v1/models", "Cookie", cookie).status()).isEqualTo(200);
    assertThat(CLOSED.send("", "DELETE", "/api/v1/session", "", "Cookie", cookie).status())
        .isEqualTo(204);
  }

  private static int choose(String cookie, String project) {
    return CLOSED
        .send(
            "",
            "PUT",
            "/api/v1/session/project",
            "{\"name\": \"%s\"}".formatted(project),
            "Cookie",
            cookie)
        .status();
  }

  @Test
  void aWrongKeySignsNobodyIn() {
    Answer refused = signIn("rondo_wrong");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.header("Set-Cookie")).isEmpty();
    assertThat(signIn("").status()).isEqualTo(400);
  }
}
