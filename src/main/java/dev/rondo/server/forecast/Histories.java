package dev.rondo.server.forecast;

import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.SeriesHistories;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.reading.ReadingOptions;
import dev.rondo.forecasting.reading.TimeText;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.StaticValues;
import dev.rondo.forecasting.series.TimeAxis;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.InfeasibleRequestException;
import dev.rondo.server.web.NumberRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Converts the series of a request to histories for a model.
public final class Histories {
  private static final int MOST_FAULTS = 50;

  /// Where forecasting sees the dataset, whatever place it has in a request.
  private static final String DATASET = "/dataset";

  private final Model.Description model;
  private final TimeAxis axis;
  private final SeriesHistories series;

  public Histories(Model.Description model) {
    this.model = model;
    this.axis = new TimeAxis(model.frequency(), model.zone());
    this.series = new SeriesHistories(model);
  }

  /// Converts raw series; adds each fault to `faults`.
  public List<History> of(List<PredictionRequest.RawSeries> all, List<Fault> faults) {
    List<History> histories = new ArrayList<>(all.size());
    for (int i = 0; i < all.size() && faults.size() < MOST_FAULTS; i++) {
      PredictionRequest.RawSeries series = all.get(i);
      String pointer = "/series/" + i;
      Long start =
          series.start() == null ? null : position(series.start(), pointer + "/start", faults);
      double[][] values = values(series.values(), pointer + "/values", faults);
      histories.add(
          new History(
              Objects.requireNonNullElse(series.id(), Integer.toString(i)),
              start,
              values,
              values[0].length,
              statics(series.statics(), pointer + "/statics", faults),
              null));
    }
    return histories;
  }

  private static StaticValues statics(
      @Nullable JsonNode given, String pointer, List<Fault> faults) {
    if (given == null || given.isNull()) return StaticValues.NONE;
    Map<String, Double> numbers = new HashMap<>();
    Map<String, String> categories = new HashMap<>();
    if (!given.isObject()) faults.add(Fault.at(pointer, "must be an object with texts or numbers"));
    for (Map.Entry<String, JsonNode> one : given.properties()) {
      JsonNode value = one.getValue();
      if (value.isString()) categories.put(one.getKey(), value.stringValue());
      else if (value.isNumber() && Double.isFinite(value.doubleValue()))
        numbers.put(one.getKey(), value.doubleValue());
      else if (!value.isNull())
        faults.add(
            Fault.at(
                pointer + "/" + one.getKey().replace("~", "~0").replace("/", "~1"),
                "must be a text, a number or null"));
    }
    return new StaticValues(numbers, categories);
  }

  private @Nullable Long position(String text, String pointer, List<Fault> faults) {
    try {
      return TimeText.start(axis, text, 1);
    } catch (IllegalArgumentException e) {
      faults.add(Fault.at(pointer, "start " + e.getMessage()));
      return null;
    }
  }

  /// Converts `[steps]` or `[steps][columns]` to `[columns][steps]`.
  double[][] values(NumberRows rows, String pointer, List<Fault> faults) {
    int columns = model.columns().size();
    if (rows.rows() == 0) {
      faults.add(
          Fault.at(
              pointer,
              "must be an array of at least one "
                  + (columns == 1 ? "number" : "array of " + columns + " numbers")));
      return new double[columns][0];
    }
    if (columns == 1 && rows.plain()) {
      double[] numbers = rows.numbers();
      for (int step = 0; step < numbers.length && faults.size() < MOST_FAULTS; step++)
        if (Double.isInfinite(numbers[step])) faults.add(notFinite(pointer + "/" + step));
      return new double[][] {numbers};
    }
    int before = faults.size();
    check(rows, pointer, faults);
    // Items of another shape would take more memory as values of all columns than they do now.
    if (faults.size() > before) return new double[columns][0];
    double[][] values = new double[columns][rows.rows()];
    for (int step = 0; step < rows.rows(); step++)
      for (int column = 0; column < columns; column++)
        values[column][step] = rows.value(step, column);
    return values;
  }

  /// Adds a fault for each item that has not a finite number or null for each column.
  private void check(NumberRows rows, String pointer, List<Fault> faults) {
    int columns = model.columns().size();
    for (int step = 0; step < rows.rows() && faults.size() < MOST_FAULTS; step++) {
      boolean nested = rows.nested(step);
      if (nested != rows.nested(0)) {
        faults.add(
            Fault.at(
                pointer + "/" + step,
                rows.nested(0)
                    ? "must be an array of numbers, as the first step is"
                    : "must be a number, as the first step is"));
        continue;
      }
      if (nested ? rows.size(step) != columns : columns != 1) {
        String names = String.join(", ", model.columns().stream().map(Column::name).toList());
        faults.add(
            Fault.at(
                pointer + "/" + step,
                "must hold one value for each of the "
                    + columns
                    + " columns of the model: "
                    + names));
        continue;
      }
      for (int column = 0; column < columns; column++)
        if (Double.isInfinite(rows.value(step, column)))
          faults.add(notFinite(pointer + "/" + step + (nested ? "/" + column : "")));
    }
  }

  private static Fault notFinite(String pointer) {
    return Fault.at(pointer, "must be a finite number, or null where the value is missing");
  }

  /// Reads series of a dataset. Throws [InfeasibleRequestException] if their columns or frequency are not those of the model.
  ///
  /// @param root pointer to the dataset in the request
  /// @param wanted ids of the series; null for all
  /// @param cutoff last time step to use; null for all steps
  public List<History> of(
      Dataset dataset, String root, @Nullable List<String> wanted, @Nullable String cutoff) {
    return at(root, () -> series.of(dataset, wanted, cutoff));
  }

  /// Reads series of rows. Rows without times are accepted by every model; then the histories have no start.
  List<History> ofRows(Dataset dataset) {
    return at("", () -> series.ofRows(dataset));
  }

  private static List<History> at(String root, Supplier<List<History>> histories) {
    try {
      return histories.get();
    } catch (InfeasibleException e) {
      throw InfeasibleRequestException.of(e)
          .moved(pointer -> root + pointer.substring(DATASET.length()));
    }
  }

  /// As [SeriesHistories#rowNotes].
  List<String> rowNotes(Dataset dataset) {
    return series.rowNotes(dataset);
  }

  /// As [SeriesHistories#notes].
  public List<String> notes(Dataset dataset) {
    return series.notes(dataset);
  }

  /// As [SeriesHistories#readingOptions].
  ReadingOptions readingOptions() {
    return series.readingOptions();
  }
}
