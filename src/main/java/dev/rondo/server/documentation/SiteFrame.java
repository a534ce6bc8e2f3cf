package dev.rondo.server.documentation;

import dev.rondo.server.documentation.Navigation.Entry;
import dev.rondo.server.documentation.Navigation.Group;
import dev.rondo.server.documentation.SearchIndex.Hit;
import dev.rondo.server.documentation.SitePage.Section;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/// The HTML around the text of a page: navigation, search and table of contents. Links are relative, so that the site also works behind a
/// proxy with a path of its own.
final class SiteFrame {
  private static final String FRAME =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>{title}</title>
      <link rel="icon" href="{service}rondo.svg">
      <link rel="stylesheet" href="{service}app/style.css">
      <link rel="stylesheet" href="{service}app/documentation/documentation.css">
      <script src="{service}app/documentation/theme.js"></script>
      <script type="module" src="{service}app/documentation/documentation.js"></script>
      </head>
      <body class="documentation">
      <a class="skip" href="#main">Skip to the text</a>
      <div class="shell">
      <header class="side">
      <a class="brand" href="{root}"><img src="{service}rondo.svg" width="26" height="26" alt="">Rondo docs</a>
      <form role="search" action="{root}search"><input type="search" name="q" value="{query}" aria-label="Search the documentation" placeholder="Search" autocomplete="off"></form>
      <details class="pages" open><summary>All pages</summary>
      <nav aria-label="Pages">{navigation}</nav>
      </details>
      <nav class="service" aria-label="Service"><ul><li><a href="{service}">Dashboard</a></li><li><a href="{service}swagger-ui.html">Swagger UI</a></li></ul></nav>
      </header>
      <div class="content">
      <main id="main" tabindex="-1">
      {contents}
      <article>{text}</article>
      </main>
      </div>
      </div>
      </body>
      </html>
      """;

  private static final String SERVICE = "Rondo";
  private static final Pattern PART = Pattern.compile("\\{(\\w+)}");

  /// Pages with fewer headings have no table of contents.
  private static final int FEWEST_CONTENTS = 3;

  private SiteFrame() {}

  static String page(SitePage page, Navigation navigation) {
    return frame(page.path(), page.title(), "", navigation, contents(page), page.html());
  }

  /// @param path of the page that does not exist
  static String missing(String path, Navigation navigation) {
    String text =
        "<h1>No such page</h1><p>The documentation has no page at this address. Search for a word of it, or choose a page of the list.</p>";
    return frame(path, "No such page", "", navigation, "", text);
  }

  static String search(String query, List<Hit> hits, Navigation navigation) {
    String count =
        switch (hits.size()) {
          case 0 -> "Nothing has all of these words. Try fewer words, or the beginning of a word.";
          case 1 -> "One section.";
          default -> hits.size() + " sections, the best first.";
        };
    String items = hits.stream().map(SiteFrame::hit).collect(Collectors.joining());
    String text =
        "<h1>Search</h1><div id=\"results\"><p role=\"status\">%s</p><ol class=\"hits\">%s</ol></div>"
            .formatted(query.isBlank() ? "Type words to search for." : count, items);
    return frame("search", "Search", query, navigation, "", text);
  }

  private static String hit(Hit hit) {
    return "<li><a href=\"%s#%s\">%s</a> <span class=\"muted\">%s</span><p>%s</p></li>"
        .formatted(
            SitePaths.toRoot("search") + hit.path(),
            escape(hit.anchor()),
            escape(hit.heading()),
            hit.page().equals(hit.heading()) ? "" : escape(hit.page()),
            escape(hit.excerpt()));
  }

  private static String frame(
      String path,
      String title,
      String query,
      Navigation navigation,
      String contents,
      String text) {
    String root = SitePaths.toRoot(path);
    Map<String, String> parts =
        Map.of(
            "title",
            escape(title.equals(SERVICE) ? SERVICE : title + " · " + SERVICE),
            "query",
            escape(query),
            "root",
            root,
            "service",
            root + "../",
            "navigation",
            navigation(navigation, path, root),
            "contents",
            contents,
            "text",
            text);
    return PART.matcher(FRAME)
        .replaceAll(part -> Matcher.quoteReplacement(parts.getOrDefault(part.group(1), "")));
  }

  private static String navigation(Navigation navigation, String path, String root) {
    StringBuilder html = new StringBuilder();
    for (Group group : navigation.groups()) {
      html.append("<h2>").append(escape(group.title())).append("</h2><ul>");
      for (Entry entry : group.entries())
        html.append(
            "<li><a href=\"%s\"%s>%s</a></li>"
                .formatted(
                    root + entry.path(),
                    entry.path().equals(path) ? " aria-current=\"page\"" : "",
                    escape(entry.title())));
      html.append("</ul>");
    }
    return html.toString();
  }

  private static String contents(SitePage page) {
    List<Section> headings =
        page.sections().stream().filter(section -> section.level() == 2).toList();
    if (headings.size() < FEWEST_CONTENTS) return "";
    String items =
        headings.stream()
            .map(heading ->
                "<li><a href=\"#%s\">%s</a></li>"
                    .formatted(escape(heading.anchor()), escape(heading.heading())))
            .collect(Collectors.joining());
    return "<details class=\"contents\"><summary>On this page</summary><nav aria-label=\"On this page\"><ul>%s</ul></nav></details>"
        .formatted(items);
  }

  private static String escape(String text) {
    return HtmlUtils.htmlEscape(text, "UTF-8");
  }
}
