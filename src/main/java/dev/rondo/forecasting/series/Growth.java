package dev.rondo.forecasting.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A dataset to which later steps and new series were added.
///
/// @param dataset the dataset with the additions
/// @param changes which steps are new, in ascending order of the series
public record Growth(Dataset dataset, List<Change> changes) {
  /// New steps of one series.
  ///
  /// @param position number of the series in the dataset
  /// @param from its first new step; 0 for a new series
  public record Change(int position, int from) {}

  public Growth {
    changes = List.copyOf(changes);
  }

  /// A dataset of which everything is new.
  public static Growth ofNew(Dataset dataset) {
    return new Growth(
        dataset,
        IntStream.range(0, dataset.series().size()).mapToObj(i -> new Change(i, 0)).toList());
  }

  /// Adds the series of `more` to a dataset. The steps of a series that the dataset has already must follow its observed part. They
  /// replace the steps known ahead at the same positions; later ones stay.
  ///
  /// Throws [IllegalArgumentException] if `more` has other columns or another time axis, or if steps do not follow.
  public static Growth of(Dataset dataset, Dataset more) {
    requireSame("columns", dataset.columns(), more.columns());
    requireSame("frequency", dataset.frequency(), more.frequency());
    requireSame("time zone", dataset.zone(), more.zone());
    if (!more.staticColumns().isEmpty())
      requireSame("static columns", dataset.staticColumns(), more.staticColumns());
    List<Series> series = new ArrayList<>(dataset.series());
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 0; i < series.size(); i++) positions.put(series.get(i).id(), i);
    List<Change> changes = new ArrayList<>(more.series().size());
    for (Series added : more.series()) {
      Integer position = positions.get(added.id());
      if (position == null) {
        changes.add(new Change(series.size(), 0));
        series.add(added);
      } else {
        Series known = series.get(position);
        int from = firstStep(dataset, known, added);
        changes.add(new Change(position, from));
        series.set(position, joined(known, added, from));
      }
    }
    changes.sort(Comparator.comparingInt(Change::position));
    Dataset grown =
        new Dataset(
            dataset.columns(),
            dataset.staticColumns(),
            dataset.frequency(),
            dataset.zone(),
            series,
            dataset.table());
    return new Growth(grown, changes);
  }

  private static void requireSame(String what, Object known, Object added) {
    if (!known.equals(added))
      throw new IllegalArgumentException(
          "the %s must be those of the dataset, %s, were %s".formatted(what, known, added));
  }

  /// Step of `known` at which `added` begins.
  private static int firstStep(Dataset dataset, Series known, Series added) {
    TimeAxis axis = dataset.axis();
    int observed = known.observedSteps(dataset.targets());
    int step = axis.before(known.start(), known.steps() + 1, added.start());
    boolean onGrid = step <= known.steps() && axis.plus(known.start(), step) == added.start();
    if (!onGrid || step < observed) {
      throw new IllegalArgumentException(
          "the new steps of series '%s' must begin %s, began at %s"
              .formatted(
                  added.id(),
                  expected(new Timeline(axis, known.start()), observed, known.steps()),
                  axis.text(added.start())));
    }
    axis.requireRange(known.start(), (long) step + added.steps());
    return step;
  }

  private static String expected(Timeline known, int first, int last) {
    return first == last
        ? "at " + known.text(first)
        : "at a step from " + known.text(first) + " to " + known.text(last);
  }

  private static Series joined(Series known, Series added, int from) {
    int steps = Math.max(known.steps(), Math.addExact(from, added.steps()));
    double[][] values = new double[known.values().length][steps];
    for (int c = 0; c < values.length; c++) {
      System.arraycopy(known.values()[c], 0, values[c], 0, known.steps());
      System.arraycopy(added.values()[c], 0, values[c], from, added.steps());
    }
    if (!added.statics().equals(StaticValues.NONE))
      requireSame("static values of series '" + known.id() + "'", known.statics(), added.statics());
    return new Series(known.id(), known.start(), values, known.statics());
  }
}
