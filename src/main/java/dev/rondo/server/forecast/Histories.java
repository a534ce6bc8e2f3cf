package dev.rondo.server.forecast;

import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.reading.TimeText;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Series;
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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Converts the series of a request to histories for a model.
public final class Histories {
  private static final int MOST_FAULTS = 50;

  private final Model.Description model;
  private final TimeAxis axis;

  public Histories(Model.Description model) {
    this.model = model;
    this.axis = new TimeAxis(model.frequency(), model.zone());
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
    double[][] values = new double[columns][rows.rows()];
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
      for (int column = 0; column < columns; column++) {
        double value = rows.value(step, column);
        values[column][step] = value;
        if (Double.isInfinite(value))
          faults.add(notFinite(pointer + "/" + step + (nested ? "/" + column : "")));
      }
    }
    return values;
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
    int[] columns = columns(dataset, root);
    if (!dataset.frequency().isAsLongAs(model.frequency())) {
      throw new InfeasibleRequestException(
          root,
          "the series have the frequency "
              + dataset.frequency()
              + ", the model was trained on "
              + model.frequency());
    }
    TimeAxis axis = new TimeAxis(dataset.frequency(), model.zone());
    Long last = cutoff == null ? null : cutoff(cutoff, axis, dataset, root);
    List<History> histories = new ArrayList<>();
    for (Series series : wanted == null ? dataset.series() : wanted(dataset, wanted, root)) {
      int steps =
          last == null
              ? series.steps()
              : axis.before(series.start(), series.steps(), Math.addExact(last, 1));
      if (steps == 0)
        throw new InfeasibleRequestException(
            root + "/cutoff",
            "the series '"
                + series.id()
                + "' begins after the cutoff, at "
                + axis.text(series.start()));
      histories.add(
          new History(
              series.id(),
              series.start(),
              picked(series, columns),
              steps,
              series.statics(),
              dataset.frequency()));
    }
    return histories;
  }

  /// Reads series of rows. Rows without times are accepted by every model; then the histories have no start.
  List<History> ofRows(Dataset dataset) {
    if (!holdsNoTimes(dataset)) return of(dataset, "", null, null);
    int[] columns = columns(dataset, "");
    List<History> histories = new ArrayList<>(dataset.series().size());
    for (Series series : dataset.series())
      histories.add(
          new History(
              series.id(), null, picked(series, columns), series.steps(), series.statics(), null));
    return histories;
  }

  /// Whether the rows count steps although the model was trained on times.
  private boolean holdsNoTimes(Dataset dataset) {
    return dataset.frequency().unit() == Frequency.Unit.STEP
        && model.frequency().unit() != Frequency.Unit.STEP;
  }

  private static double[][] picked(Series series, int[] columns) {
    double[][] values = new double[columns.length][];
    for (int i = 0; i < columns.length; i++) values[i] = series.values()[columns[i]];
    return values;
  }

  /// Notes on rows: those of [#notes], and that they hold no times.
  List<String> rowNotes(Dataset dataset) {
    List<String> notes = new ArrayList<>(notes(dataset));
    if (holdsNoTimes(dataset))
      notes.add(
          "No column holds times, so the rows count as steps of %s, and the forecasts have steps but no timestamps."
              .formatted(model.frequency()));
    return notes;
  }

  /// Notes that the values of a dataset have another name than the values that the model was trained on.
  public List<String> notes(Dataset dataset) {
    if (model.columns().size() != 1 || dataset.columns().size() != 1) return List.of();
    String trained = model.columns().getFirst().name();
    String read = dataset.columns().getFirst().name();
    if (trained.equals(read)) return List.of();
    return List.of(
        "The model was trained on the column '%s'; the only column with values, '%s', was read as that one."
            .formatted(trained, read));
  }

  private static long cutoff(String cutoff, TimeAxis axis, Dataset dataset, String root) {
    try {
      return axis.within(TimeText.position(axis, cutoff), dataset.series());
    } catch (IllegalArgumentException e) {
      throw new InfeasibleRequestException(root + "/cutoff", "cutoff " + e.getMessage());
    }
  }

  private static List<Series> wanted(Dataset dataset, List<String> ids, String root) {
    Map<String, Series> known = new HashMap<>();
    dataset.series().forEach(series -> known.put(series.id(), series));
    List<Series> wanted = new ArrayList<>(ids.size());
    for (int i = 0; i < ids.size(); i++) {
      Series series = known.get(ids.get(i));
      if (series == null)
        throw new InfeasibleRequestException(
            root + "/series/" + i, "the dataset has no series '" + ids.get(i) + "'");
      wanted.add(series);
    }
    return wanted;
  }

  /// Position of each column of the model in the dataset; a single column may have any name.
  private int[] columns(Dataset dataset, String root) {
    List<String> names = dataset.columns().stream().map(Column::name).toList();
    if (model.columns().size() == 1 && names.size() == 1) return new int[] {0};
    int[] columns = new int[model.columns().size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = names.indexOf(model.columns().get(i).name());
      if (columns[i] < 0) {
        throw new InfeasibleRequestException(
            root,
            "the model reads a column '"
                + model.columns().get(i).name()
                + "', the series have "
                + String.join(", ", names));
      }
    }
    return columns;
  }
}
