package dev.rondo.server.dataset;

import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.series.StaticColumn;
import dev.rondo.forecasting.series.StaticColumn.Kind;
import dev.rondo.forecasting.series.StaticValues;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.InfeasibleRequestException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The static values of series in added rows: those of a new series are stored, those of a known one must be as they are stored.
final class AddedStatics {
  private static final int MOST_FAULTS = 100;

  private final List<StaticColumn> columns;
  private final List<Fault> faults = new ArrayList<>();

  private AddedStatics(List<StaticColumn> columns) {
    this.columns = columns;
  }

  /// The values of each series of the body. Throws [InfeasibleRequestException] if some differ from stored ones.
  ///
  /// @param known stored series by id
  static List<StaticValues> of(
      Dataset body, DatasetDescription dataset, Map<String, StoredSeries> known) {
    AddedStatics added =
        new AddedStatics(Objects.requireNonNullElse(dataset.staticColumns(), List.of()));
    List<StaticValues> all = new ArrayList<>();
    for (Series series : body.series()) {
      StaticValues given = added.given(series);
      StoredSeries stored = known.get(series.id());
      if (stored != null) added.compare(series.id(), given, stored.statics());
      all.add(given);
    }
    if (!added.faults.isEmpty()) throw InfeasibleRequestException.of(added.faults);
    return all;
  }

  /// The values of the dataset's static columns.
  private StaticValues given(Series series) {
    Map<String, Double> numbers = new HashMap<>();
    Map<String, String> categories = new HashMap<>();
    for (StaticColumn column : columns) {
      String text = text(series.statics(), column.name());
      if (text == null) continue;
      if (column.kind() == Kind.CATEGORY) {
        categories.put(column.name(), text);
        continue;
      }
      try {
        double number = Double.parseDouble(text);
        if (!Double.isFinite(number)) throw new NumberFormatException(text);
        numbers.put(column.name(), number);
      } catch (NumberFormatException _) {
        refuse(
            "the static column '%s' has numbers, the series '%s' has '%s'"
                .formatted(column.name(), series.id(), text));
      }
    }
    return new StaticValues(numbers, categories);
  }

  private static @Nullable String text(StaticValues values, String column) {
    String category = values.category(column);
    double number = values.number(column);
    return category != null || Double.isNaN(number)
        ? category
        : BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  private void compare(String id, StaticValues given, StaticValues stored) {
    for (StaticColumn column : columns) {
      String now = text(given, column.name());
      String before = text(stored, column.name());
      if (now == null || now.equals(before)) continue;
      refuse(
          "the series '%s' has %s in the static column '%s', the rows have '%s'; static values cannot be changed by rows, so leave the column out, or upload the dataset again"
              .formatted(id, before == null ? "no value" : "'" + before + "'", column.name(), now));
    }
  }

  private void refuse(String detail) {
    if (faults.size() < MOST_FAULTS) faults.add(new Fault(null, null, null, null, detail));
  }
}
