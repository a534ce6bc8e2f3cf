package dev.rondo.server.documentation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The documentation over HTTP.
class DocumentationSiteTest {
  private static final Pattern LINK = Pattern.compile("(?:href|src|action)=\"([^\"]*)\"");
  private static final Pattern ANCHOR = Pattern.compile(" id=\"([^\"]*)\"");

  private final Service service = Service.shared();

  /// Follows every link from the first page, as a reader could.
  private Map<String, Answer> everything() {
    Map<String, Answer> found = new HashMap<>();
    Deque<String> waiting = new ArrayDeque<>(List.of("/docs/"));
    while (!waiting.isEmpty()) {
      String path = waiting.pop();
      if (found.containsKey(path)) continue;
      Answer answer = service.get(path);
      found.put(path, answer);
      if (!path.startsWith("/docs/") || !isHtml(answer)) continue;
      for (String link : links(answer)) {
        URI target = URI.create(path).resolve(link);
        if (!target.isAbsolute()) waiting.push(target.getPath());
      }
    }
    return found;
  }

  private static boolean isHtml(Answer answer) {
    return answer.contentType().startsWith("text/html");
  }

  private static List<String> links(Answer page) {
    return LINK.matcher(page.text()).results().map(link -> link.group(1)).toList();
  }

  private static Set<String> anchors(Answer page) {
    return ANCHOR.matcher(page.text()).results().map(id -> id.group(1)).collect(Collectors.toSet());
  }

  @Test
  void titlesBeginWithACapitalAndDoNotRepeatTheName() {
    assertThat(service.get("/docs/").text()).contains("<title>Rondo</title>");
    for (String page : List.of("types", "problem-types"))
      assertThat(service.get("/docs/reference/" + page).text())
          .containsPattern("<title>API: (Types|Problem types) · Rondo</title>");
  }

  @Test
  void everyLinkAnchorAndPictureIsThere() {
    Map<String, Answer> found = everything();
    List<String> faults = new ArrayList<>();
    found.forEach((path, page) -> {
      if (page.status() >= 400) faults.add(path + " answers " + page.status());
      if (!path.startsWith("/docs/") || !isHtml(page)) return;
      for (String link : links(page)) {
        URI target = URI.create(path).resolve(link);
        if (target.isAbsolute() || target.getFragment() == null) continue;
        if (!anchors(requireNonNull(found.get(target.getPath()))).contains(target.getFragment()))
          faults.add(path + " links to the missing anchor " + target);
      }
      List<String> ids = ANCHOR.matcher(page.text()).results().map(id -> id.group(1)).toList();
      if (ids.size() != new HashSet<>(ids).size()) faults.add(path + " has an anchor twice");
    });
    assertThat(faults).isEmpty();
    assertThat(found.keySet()).contains("/docs/reference/types", "/docs/images/growth.svg");
  }

  @Test
  void everyFileIsAPageOfTheNavigation() throws IOException {
    String first = service.get("/docs/").text();
    String navigation = first.substring(first.indexOf("<nav"), first.indexOf("</nav>"));
    List<String> pages = LINK.matcher(navigation).results().map(link -> link.group(1)).toList();
    try (Stream<Path> files = Files.walk(Path.of("docs"))) {
      assertThat(pages)
          .doesNotHaveDuplicates()
          .containsAll(
              files
                  .map(Path::toString)
                  .filter(SitePaths::isPage)
                  .map(file -> SitePaths.site(file))
                  .filter(path -> !path.isEmpty())
                  .map(path -> "./" + path)
                  .toList());
    }
  }

  @Test
  void pagesNameTheirLanguageAndRunNoInlineScript() {
    Answer page = service.get("/docs/how-to/streams");
    assertThat(page.text())
        .contains("<html lang=\"en\">")
        .doesNotContainPattern("<script>|onclick|style=");
    assertThat(page.header("Content-Security-Policy")).contains("default-src 'self'");
  }

  @Test
  void searchFindsHeadingsAndText() {
    assertThat(hits("reconciliation").getFirst()).contains("#reconciliation");
    // A word that only a text has, by its beginning.
    assertThat(hits("squareplu")).anyMatch(hit -> hit.contains("mathematics#"));
    // All words are required.
    assertThat(hits("squareplus upload")).isEmpty();
    // The reference is searched too.
    assertThat(hits("POST /api/v1/backtests"))
        .anyMatch(hit -> hit.contains("reference/backtests#"));
    assertThat(hits("")).isEmpty();
  }

  private List<String> hits(String query) {
    String url = "/docs/search?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    String text = service.get(url).text();
    String results = text.substring(text.indexOf("<ol class=\"hits\">"), text.indexOf("</ol>"));
    return LINK.matcher(results).results().map((MatchResult link) -> link.group(1)).toList();
  }

  @Test
  void aQueryIsShownAsText() {
    String page = service.get("/docs/search?q=%22%3E%3Cscript%3E%7Btext%7D").text();
    assertThat(page)
        .contains("value=\"&quot;&gt;&lt;script&gt;{text}\"")
        .doesNotContain("\"><script>{");
  }

  @Test
  void aPageThatDoesNotExistAnswers404WithTheNavigation() {
    Answer answer = service.get("/docs/how-to/nothing");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).contains("No such page", "href=\"../quick-start\"");
    assertThat(service.get("/docs/../application.yaml").status()).isEqualTo(404);
    assertThat(service.get("/docs/..%2F..%2Fapplication.yaml").status()).isEqualTo(404);
    assertThat(service.get("/docs/project/%2e%2e/%2e%2e/application.yaml").status()).isEqualTo(404);
  }

  @Test
  void theReferenceHasEveryOperation() {
    StringBuilder pages = new StringBuilder();
    everything()
        .forEach((path, answer) -> {
          if (path.startsWith("/docs/reference/")) pages.append(answer.text());
        });
    service
        .get("/v3/api-docs")
        .json()
        .get("paths")
        .forEachEntry((path, methods) ->
            methods.forEachEntry((method, _) ->
                assertThat(pages.toString())
                    .contains(
                        "<code>" + method.toUpperCase(Locale.ROOT) + " " + path + "</code>")));
  }

  @Test
  void theReferenceHasEveryProblemType() {
    String page = service.get("/docs/reference/problem-types").text();
    for (JsonNode type : service.get("/problems").json().get("items"))
      assertThat(page).contains(type.get("type").stringValue());
  }

  @Test
  void formulasAreDrawnByTheBrowser() {
    assertThat(Formula.html("h_t = \\tanh(W x_t)"))
        .contains("<math", "<mo>(</mo>")
        .doesNotContain("mfenced");
  }
}
