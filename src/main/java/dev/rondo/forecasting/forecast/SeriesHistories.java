package dev.rondo.forecasting.forecast;

import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.model.Subject;
import dev.rondo.forecasting.model.Subject.ForecastInput;
import dev.rondo.forecasting.reading.NamedColumns;
import dev.rondo.forecasting.reading.ReadingMemory;
import dev.rondo.forecasting.reading.ReadingOptions;
import dev.rondo.forecasting.reading.TimeText;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.series.TimeAxis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Converts series of a dataset to histories for a model, and says how rows for the model are read.
public final class SeriesHistories {
  private final Model.Description model;

  public SeriesHistories(Model.Description model) {
    this.model = model;
  }

  /// Reads rows like the training data of the model. A single column may have any name.
  public ReadingOptions readingOptions() {
    List<Column> columns = model.columns().size() == 1 ? List.of() : model.columns();
    return new ReadingOptions(
        new NamedColumns(
            null,
            List.of(),
            names(columns, Role.TARGET),
            names(columns, Role.FUTURE_COVARIATE),
            names(columns, Role.PAST_COVARIATE),
            List.of()),
        null,
        model.frequency(),
        model.zone(),
        null,
        null,
        null,
        null,
        model.table(),
        null,
        ReadingMemory.UNLIMITED);
  }

  private static List<String> names(List<Column> columns, Role role) {
    return columns.stream().filter(column -> column.role() == role).map(Column::name).toList();
  }

  /// Histories of series. Throws [InfeasibleException] if their columns or frequency are not those of the model.
  ///
  /// @param wanted ids of the series; null for all
  /// @param cutoff last time step to use; null for all steps
  public List<History> of(Dataset dataset, @Nullable List<String> wanted, @Nullable String cutoff) {
    int[] columns = columns(dataset);
    if (!dataset.frequency().isAsLongAs(model.frequency())) {
      throw new InfeasibleException(
          ForecastInput.SERIES,
          "the series have the frequency "
              + dataset.frequency()
              + ", the model was trained on "
              + model.frequency());
    }
    TimeAxis axis = new TimeAxis(dataset.frequency(), model.zone());
    Long last = cutoff == null ? null : cutoff(cutoff, axis, dataset);
    List<History> histories = new ArrayList<>();
    for (Series series : wanted == null ? dataset.series() : wanted(dataset, wanted)) {
      int steps =
          last == null
              ? series.steps()
              : axis.before(series.start(), series.steps(), Math.addExact(last, 1));
      if (steps == 0)
        throw new InfeasibleException(
            ForecastInput.CUTOFF,
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

  /// Histories of series of rows. Rows without times are accepted by every model; then the histories have no start. Throws
  /// [InfeasibleException] as [#of].
  public List<History> ofRows(Dataset dataset) {
    if (!holdsNoTimes(dataset)) return of(dataset, null, null);
    int[] columns = columns(dataset);
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
  public List<String> rowNotes(Dataset dataset) {
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

  private static long cutoff(String cutoff, TimeAxis axis, Dataset dataset) {
    try {
      return axis.within(TimeText.position(axis, cutoff), dataset.series());
    } catch (IllegalArgumentException e) {
      throw new InfeasibleException(ForecastInput.CUTOFF, "cutoff " + e.getMessage());
    }
  }

  private static List<Series> wanted(Dataset dataset, List<String> ids) {
    Map<String, Series> known = new HashMap<>();
    dataset.series().forEach(series -> known.put(series.id(), series));
    List<Series> wanted = new ArrayList<>(ids.size());
    for (int i = 0; i < ids.size(); i++) {
      Series series = known.get(ids.get(i));
      if (series == null)
        throw new InfeasibleException(
            new Subject.WantedSeries(i), "the dataset has no series '" + ids.get(i) + "'");
      wanted.add(series);
    }
    return wanted;
  }

  /// Position of each column of the model in the dataset; a single column may have any name.
  private int[] columns(Dataset dataset) {
    List<String> names = dataset.columns().stream().map(Column::name).toList();
    if (model.columns().size() == 1 && names.size() == 1) return new int[] {0};
    int[] columns = new int[model.columns().size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = names.indexOf(model.columns().get(i).name());
      if (columns[i] < 0) {
        throw new InfeasibleException(
            ForecastInput.SERIES,
            "the model reads a column '"
                + model.columns().get(i).name()
                + "', the series have "
                + String.join(", ", names));
      }
    }
    return columns;
  }
}
