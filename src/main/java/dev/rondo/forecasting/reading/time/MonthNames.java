package dev.rondo.forecasting.reading.time;

import java.text.DateFormatSymbols;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Numbers of months and names of days in the languages of the Java runtime. A name may be of different months in different
/// languages, such as Polish and Croatian; only the languages that knew all names before are asked.
final class MonthNames {
  private static final Map<String, Integer> USUAL = usual();

  private List<Map<String, Integer>> languages = List.of();

  /// Number of a month in lower case without a dot, from 1; 0 of a day of the week, -1 of any other word.
  int of(String word) {
    Integer usual = USUAL.get(word);
    if (usual != null) return usual;
    int month = -1;
    List<Map<String, Integer>> known = new ArrayList<>();
    for (Map<String, Integer> language : languages.isEmpty() ? Languages.ALL : languages) {
      Integer number = language.get(word);
      if (number == null) continue;
      if (known.isEmpty()) month = number;
      known.add(language);
    }
    if (!known.isEmpty()) languages = known;
    return month;
  }

  /// English, German and what tools write.
  private static Map<String, Integer> usual() {
    Map<String, Integer> names = new HashMap<>();
    for (Locale locale : List.of(Locale.GERMAN, Locale.ENGLISH)) names.putAll(names(locale));
    names.put("sept", 9);
    names.put("mrz", 3);
    names.put("mär", 3);
    names.put("tues", 0);
    names.put("thur", 0);
    names.put("thurs", 0);
    return Map.copyOf(names);
  }

  private static Map<String, Integer> names(Locale locale) {
    Map<String, Integer> names = new HashMap<>();
    DateFormatSymbols symbols = DateFormatSymbols.getInstance(locale);
    for (int month = 1; month <= 12; month++) {
      Month of = Month.of(month);
      put(names, symbols.getMonths()[month - 1], month);
      put(names, symbols.getShortMonths()[month - 1], month);
      put(names, of.getDisplayName(TextStyle.FULL_STANDALONE, locale), month);
      put(names, of.getDisplayName(TextStyle.SHORT_STANDALONE, locale), month);
    }
    for (String day : symbols.getWeekdays()) put(names, day, 0);
    for (String day : symbols.getShortWeekdays()) put(names, day, 0);
    return names;
  }

  private static void put(Map<String, Integer> names, String name, int month) {
    String word = name.toLowerCase(Locale.ROOT).replace(".", "").strip();
    if (word.length() > 1 && word.chars().allMatch(WordsParser::isLetter))
      names.putIfAbsent(word, month);
  }

  /// All languages, loaded when the first upload needs them.
  private static final class Languages {
    static final List<Map<String, Integer>> ALL = all();

    private static List<Map<String, Integer>> all() {
      Set<Map<String, Integer>> different = new HashSet<>();
      List<Map<String, Integer>> all = new ArrayList<>();
      for (String language : Locale.getISOLanguages()) {
        Map<String, Integer> names = names(Locale.of(language));
        if (different.add(names)) all.add(names);
      }
      all.add(names(Locale.of("de", "AT")));
      return List.copyOf(all);
    }
  }
}
