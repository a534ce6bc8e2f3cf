package dev.rondo.server.documentation;

import dev.rondo.server.documentation.SitePage.Section;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The sections of all pages, searched by the beginnings of words.
final class SearchIndex {
  private static final int MOST_WORDS = 10;
  private static final int EXCERPT = 220;
  private static final Pattern GAP = Pattern.compile("[^\\p{L}\\p{N}]+");

  /// A section that has all words.
  ///
  /// @param path of its page on the site
  /// @param excerpt the text around the first word that was found
  record Hit(String path, String anchor, String page, String heading, String excerpt) {}

  private record Entry(SitePage page, Section section, String heading, String text) {}

  private record Scored(Entry entry, int score) {}

  private final List<Entry> entries;

  SearchIndex(Collection<SitePage> pages) {
    entries =
        pages.stream()
            .flatMap(page -> page.sections().stream().map(section -> entry(page, section)))
            .toList();
  }

  private static Entry entry(SitePage page, Section section) {
    return new Entry(page, section, words(section.heading()), words(section.text()));
  }

  /// The words in lower case, with a space before each.
  private static String words(String text) {
    return " " + GAP.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ");
  }

  /// @param query words that a section must have in its heading, its text or the title of its page
  /// @return the best sections first, at most `limit`
  List<Hit> search(String query, int limit) {
    List<String> wanted = wanted(query);
    if (wanted.isEmpty()) return List.of();
    return entries.stream()
        .map(entry -> new Scored(entry, score(entry, wanted)))
        .filter(scored -> scored.score() > 0)
        .sorted(Comparator.comparingInt(Scored::score).reversed())
        .limit(limit)
        .map(scored -> hit(scored.entry(), wanted))
        .toList();
  }

  /// The words of a query, each with a space before it.
  private static List<String> wanted(String query) {
    return Stream.of(words(query).strip().split(" "))
        .filter(word -> !word.isEmpty())
        .distinct()
        .limit(MOST_WORDS)
        .map(word -> " " + word)
        .toList();
  }

  private static int score(Entry entry, List<String> wanted) {
    String title = words(entry.page().title());
    int score = 0;
    for (String word : wanted) {
      int found = 0;
      if (entry.heading().contains(word)) found += 12 - entry.section().level();
      if (title.contains(word)) found += 3;
      if (entry.text().contains(word)) found += 2;
      if (found == 0) return 0;
      score += found;
    }
    return score;
  }

  private static Hit hit(Entry entry, List<String> wanted) {
    Section section = entry.section();
    return new Hit(
        entry.page().path(),
        section.anchor(),
        entry.page().title(),
        section.heading(),
        excerpt(section.text(), wanted));
  }

  private static String excerpt(String text, List<String> wanted) {
    String lower = text.toLowerCase(Locale.ROOT);
    int first =
        wanted.stream()
            .mapToInt(word -> lower.indexOf(word.strip()))
            .filter(at -> at >= 0)
            .min()
            .orElse(0);
    int from = Math.max(0, first - EXCERPT / 3);
    if (from > 0) from = text.indexOf(' ', from) + 1;
    int to = Math.min(text.length(), from + EXCERPT);
    if (to < text.length()) to = Math.max(from, text.lastIndexOf(' ', to));
    return (from > 0 ? "… " : "") + text.substring(from, to) + (to < text.length() ? " …" : "");
  }
}
