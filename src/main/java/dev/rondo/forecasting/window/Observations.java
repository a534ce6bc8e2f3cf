package dev.rondo.forecasting.window;

import dev.rondo.forecasting.scaling.Moments;
import dev.rondo.forecasting.scaling.Scale;
import dev.rondo.forecasting.scaling.Scaler;
import dev.rondo.forecasting.scaling.Scaling;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;
import java.util.ArrayList;
import java.util.List;

/// The observed values of all series of a dataset, in the units of the data.
public final class Observations {
  private final List<ObservedSeries> series;
  private final List<Column> columns;
  private final int targets;

  private Observations(Dataset dataset) {
    this.columns = dataset.columns();
    this.targets = dataset.targets();
    Parts parts = Parts.of(dataset);
    List<ObservedSeries> all = new ArrayList<>(dataset.series().size());
    for (Series one : dataset.series()) all.add(ObservedSeries.of(one, parts));
    this.series = List.copyOf(all);
  }

  /// Reads every value once to find the missing ones. Columns with gaps are copied when they are first used, others never.
  public static Observations of(Dataset dataset) {
    return new Observations(dataset);
  }

  public ObservedSeries get(int series) {
    return this.series.get(series);
  }

  /// Number of series.
  public int series() {
    return series.size();
  }

  public int columns() {
    return columns.size();
  }

  public int targets() {
    return targets;
  }

  public int steps(int series) {
    return get(series).steps();
  }

  /// First step with an observed target; the number of steps when there is none.
  public int first(int series) {
    return get(series).first();
  }

  public boolean observed(int series, int target, int step) {
    return get(series).observed(target, step);
  }

  /// As [ObservedSeries#value].
  public double value(int series, int column, int step) {
    return get(series).value(column, step);
  }

  /// Fits a scaler to the training part, for each column over all series together. Throws [IllegalArgumentException] where a
  /// scaled value does not fit a float, naming its series and column.
  public Scaling scaling(Segments segments, Scaler scaler) {
    List<Scale> scales = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      Moments moments = new Moments();
      for (int i = 0; i < series(); i++) {
        int from = segments.from(Segments.Part.TRAINING, i);
        int to = segments.to(Segments.Part.TRAINING, i);
        for (int t = from; t < to; t++) moments.add(get(i).raw(c, t));
      }
      scales.add(scaler.fit(moments));
    }
    Scaling scaling = new Scaling(scaler, scales);
    for (ObservedSeries one : series) one.check(scaling, columns);
    return scaling;
  }

  /// Bytes in addition to the values of the dataset.
  public long bytes(Scaler scaler) {
    return series.stream().mapToLong(one -> one.bytes(scaler)).sum();
  }
}
