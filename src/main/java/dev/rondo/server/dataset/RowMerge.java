package dev.rondo.server.dataset;

import dev.rondo.forecasting.series.ContentChanges;
import dev.rondo.forecasting.series.TimeAxis;
import dev.rondo.server.web.Fault;
import java.util.ArrayList;
import java.util.List;

/// Merges rows with stored values, and counts what they change. An empty cell leaves what is stored.
final class RowMerge {
  private static final int MOST_FAULTS = 100;

  private final ObservationRows observations;
  private final TimeAxis axis;
  private final List<String> columns;
  private final OnConflict onConflict;
  private final ContentChanges changes;
  private final List<Fault> conflicts = new ArrayList<>();
  private long appended;
  private long replaced;
  private long unchanged;

  /// @param columns names of the columns of the dataset
  /// @param changes is told of every changed row
  RowMerge(
      ObservationRows observations,
      TimeAxis axis,
      List<String> columns,
      OnConflict onConflict,
      ContentChanges changes) {
    this.observations = observations;
    this.axis = axis;
    this.columns = columns;
    this.onConflict = onConflict;
    this.changes = changes;
  }

  /// Merges one row into the values of its step, unless it contradicts them.
  ///
  /// @param row number of the row in the addition
  /// @param values `[columns][steps]`; changed
  /// @param at place of the step among the values
  /// @return whether the values changed
  boolean merge(SeriesAddition series, int row, double[][] values, int at) {
    int source = series.source;
    int step = series.rows[row];
    int filled = 0;
    int different = -1;
    for (int c = 0; c < values.length; c++) {
      double value = observations.value(source, c, step);
      if (Double.isNaN(value)) continue;
      if (Double.isNaN(values[c][at])) filled++;
      else if (value != values[c][at]) different = c;
    }
    if (filled == 0 && different < 0) {
      unchanged++;
      return false;
    }
    if (different >= 0 && onConflict == OnConflict.FAIL) {
      refuse(series, row, different, values[different][at]);
      return false;
    }
    changes.removeRow(series.position, series.steps[row], values, at);
    for (int c = 0; c < values.length; c++) {
      double value = observations.value(source, c, step);
      if (!Double.isNaN(value)) values[c][at] = value;
    }
    changes.addRow(series.position, series.steps[row], values, at);
    series.filled += filled;
    series.changed = true;
    if (different >= 0) replaced++;
    else appended++;
    return true;
  }

  private void refuse(SeriesAddition series, int row, int column, double stored) {
    if (conflicts.size() == MOST_FAULTS) return;
    int step = series.rows[row];
    conflicts.add(
        observations.fault(
            series.source,
            step,
            "'%s' of series '%s' at %s is %s here, but %s is stored; correct the row, or choose replace in onConflict"
                .formatted(
                    columns.get(column),
                    series.id,
                    axis.text(axis.plus(series.start, series.steps[row])),
                    observations.value(series.source, column, step),
                    stored)));
  }

  /// The rows that contradict stored values, up to a hundred of them.
  List<Fault> conflicts() {
    return conflicts;
  }

  long appended() {
    return appended;
  }

  long replaced() {
    return replaced;
  }

  long unchanged() {
    return unchanged;
  }
}
