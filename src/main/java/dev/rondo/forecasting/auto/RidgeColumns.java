package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.covariate.Ahead;
import dev.rondo.forecasting.covariate.EffectSpec.ColumnError;
import dev.rondo.forecasting.scaling.Moments;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.series.StaticColumn;
import dev.rondo.forecasting.window.Parts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a ridge reads beside the past of its target.
///
/// @param lags number of last values of each column that is not known ahead
/// @param past columns that are not known ahead
/// @param numbers numbers that do not change over time
/// @param categories texts that do not change over time
/// @param errors root mean squared errors at the end of the series with and without each column, in the units of the ridge; null
///   before the fit
public record RidgeColumns(
    int lags,
    List<PastColumn> past,
    List<FixedNumber> numbers,
    List<FixedCategory> categories,
    @Nullable List<ColumnError> errors) {
  private static final int MOST_INPUTS = 300;

  /// Series from which on values that do not change over time tell more than which series it is.
  private static final int FEWEST_SERIES = 20;

  private static final int MOST_LEVELS = 50;

  /// @param column number among the columns that are not known ahead
  /// @param mean in all series
  /// @param deviation standard deviation in all series
  public record PastColumn(int column, String name, double mean, double deviation) {}

  public record FixedNumber(String name, double mean, double deviation) {}

  /// @param levels those that have an indicator; for others, all indicators are 0
  public record FixedCategory(String name, List<String> levels) {
    public FixedCategory {
      levels = List.copyOf(levels);
    }
  }

  public RidgeColumns {
    past = List.copyOf(past);
    numbers = List.copyOf(numbers);
    categories = List.copyOf(categories);
    errors = errors == null ? null : List.copyOf(errors);
  }

  /// The columns of a dataset; null if there are none.
  ///
  /// @param lags last values of columns that are not known ahead, fewer if there are many columns
  static @Nullable RidgeColumns of(Dataset dataset, int lags) {
    List<PastColumn> past = past(dataset);
    List<FixedNumber> numbers = new ArrayList<>();
    List<FixedCategory> categories = new ArrayList<>();
    if (dataset.series().size() >= FEWEST_SERIES)
      for (StaticColumn column : dataset.staticColumns())
        switch (column.kind()) {
          case NUMBER -> addNumber(numbers, dataset, column.name());
          case CATEGORY -> addCategory(categories, dataset, column.name());
        }
    if (past.isEmpty() && numbers.isEmpty() && categories.isEmpty()) return null;
    int most = Math.max(1, MOST_INPUTS / Math.max(1, past.size()));
    return new RidgeColumns(Math.min(lags, most), past, numbers, categories, null);
  }

  private static List<PastColumn> past(Dataset dataset) {
    List<Integer> columns = Parts.past(dataset.columns());
    List<PastColumn> past = new ArrayList<>();
    for (int i = 0; i < Math.min(columns.size(), MOST_INPUTS); i++) {
      Moments moments = new Moments();
      for (Series series : dataset.series())
        for (double value : series.values()[columns.get(i)])
          if (Double.isFinite(value)) moments.add(value);
      if (moments.standardDeviation() > 0)
        past.add(
            new PastColumn(
                i,
                dataset.columns().get(columns.get(i)).name(),
                moments.mean(),
                moments.standardDeviation()));
    }
    return past;
  }

  private static void addNumber(List<FixedNumber> numbers, Dataset dataset, String name) {
    Moments moments = new Moments();
    for (Series series : dataset.series()) {
      double value = series.statics().number(name);
      if (Double.isFinite(value)) moments.add(value);
    }
    if (moments.standardDeviation() > 0)
      numbers.add(new FixedNumber(name, moments.mean(), moments.standardDeviation()));
  }

  /// A level of a single series has no indicator: it would be that of the series.
  private static void addCategory(List<FixedCategory> categories, Dataset dataset, String name) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Series series : dataset.series()) {
      String level = series.statics().category(name);
      if (level != null) counts.merge(level, 1, Integer::sum);
    }
    List<String> levels =
        counts.entrySet().stream().filter(e -> e.getValue() > 1).map(Map.Entry::getKey).toList();
    if (levels.size() > 1 && levels.size() <= MOST_LEVELS)
      categories.add(new FixedCategory(name, levels));
  }

  RidgeColumns withErrors(List<ColumnError> measured) {
    return new RidgeColumns(lags, past, numbers, categories, measured);
  }

  /// Names of all columns.
  public List<String> names() {
    return Stream.of(
            past.stream().map(PastColumn::name),
            numbers.stream().map(FixedNumber::name),
            categories.stream().map(FixedCategory::name))
        .flatMap(names -> names)
        .toList();
  }

  /// Numbers of inputs of each column, in the order of the names.
  List<Integer> widths() {
    List<Integer> widths = new ArrayList<>(Collections.nCopies(past.size(), lags));
    widths.addAll(Collections.nCopies(numbers.size(), 1));
    for (FixedCategory category : categories) widths.add(category.levels().size());
    return widths;
  }

  /// Number of all inputs.
  int count() {
    return widths().stream().mapToInt(Integer::intValue).sum();
  }

  /// Writes the inputs of a window. A missing value of a column counts as the one before it, or as the mean.
  ///
  /// @param origin step after the last one of the window
  void write(Ahead ahead, int origin, double[] into, int at) {
    int next = at;
    for (PastColumn column : past) {
      double last = 0;
      for (int t = origin - 2 * lags; t < origin; t++) {
        double value = ahead.past(column.column(), t);
        if (Double.isFinite(value)) last = (value - column.mean()) / column.deviation();
        if (t >= origin - lags) into[next++] = last;
      }
    }
    for (FixedNumber number : numbers) {
      double value = ahead.beside().statics().number(number.name());
      into[next++] = Double.isNaN(value) ? 0 : (value - number.mean()) / number.deviation();
    }
    for (FixedCategory category : categories) {
      String value = ahead.beside().statics().category(category.name());
      for (String level : category.levels()) into[next++] = level.equals(value) ? 1 : 0;
    }
  }

  /// The inputs of one column that is not known ahead; all others are 0.
  double[] only(Ahead ahead, int origin, int column) {
    double[] inputs = new double[count()];
    write(ahead, origin, inputs, 0);
    for (int c = 0; c < past.size(); c++)
      if (past.get(c).column() != column)
        for (int i = c * lags; i < (c + 1) * lags; i++) inputs[i] = 0;
    for (int i = past.size() * lags; i < inputs.length; i++) inputs[i] = 0;
    return inputs;
  }
}
