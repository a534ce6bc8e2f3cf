package dev.rondo.server.forecast;

import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.SeriesNames;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.StaticColumn;
import dev.rondo.forecasting.series.StaticValues;
import dev.rondo.forecasting.series.TableColumns;
import dev.rondo.server.web.InfeasibleRequestException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The attributes by which series are grouped: their static values, and the column that identifies them.
///
/// @param names of the attributes that some series have
/// @param idColumn column of the ids; null if there is none
record SeriesAttributes(Set<String> names, @Nullable String idColumn) {
  static SeriesAttributes of(Dataset dataset) {
    TableColumns table = dataset.table();
    Set<String> names = new LinkedHashSet<>();
    for (StaticColumn column : dataset.staticColumns()) names.add(column.name());
    String id = table == null || table.series().size() != 1 ? null : table.series().getFirst();
    if (id != null) names.add(id);
    return new SeriesAttributes(names, id);
  }

  static SeriesAttributes of(List<History> histories) {
    Set<String> names = new LinkedHashSet<>();
    for (History history : histories) {
      names.addAll(history.statics().categories().keySet());
      names.addAll(history.statics().numbers().keySet());
    }
    return new SeriesAttributes(names, null);
  }

  /// The attributes of each series. Throws [InfeasibleRequestException] if a series has none that a level needs.
  List<Map<String, String>> values(List<History> series, List<List<String>> levels) {
    List<Map<String, String>> all = new ArrayList<>(series.size());
    for (int i = 0; i < series.size(); i++) all.add(new LinkedHashMap<>());
    Set<String> known = new LinkedHashSet<>();
    for (int level = 0; level < levels.size(); level++) {
      for (int place = 0; place < levels.get(level).size(); place++) {
        String name = levels.get(level).get(place);
        String pointer = "/hierarchy/levels/" + level + "/" + place;
        if (!names.contains(name))
          throw new InfeasibleRequestException(
              pointer,
              "the series have no static column '%s'; they have %s"
                  .formatted(name, names.isEmpty() ? "none" : String.join(", ", names)));
        if (known.add(name)) add(all, series, name, pointer);
      }
    }
    return all;
  }

  private void add(
      List<Map<String, String>> all, List<History> series, String name, String pointer) {
    List<String> without = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      String value = value(series.get(i), name);
      if (value == null) without.add("'" + series.get(i).seriesId() + "'");
      else all.get(i).put(name, value);
    }
    if (!without.isEmpty())
      throw new InfeasibleRequestException(
          pointer,
          "%d series have no value of '%s', so their sums are not known: %s. Name the other series, or leave the level out"
              .formatted(without.size(), name, SeriesNames.few(without.stream(), without.size())));
  }

  private @Nullable String value(History history, String name) {
    if (name.equals(idColumn)) return history.seriesId();
    StaticValues statics = history.statics();
    String category = statics.category(name);
    if (category != null) return category;
    double number = statics.number(name);
    return Double.isNaN(number)
        ? null
        : BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
