package dev.rondo.forecasting.backtest;

import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A dataset as it was known at an origin: nothing from the origin on, except columns known ahead up to the end of the horizon.
final class Cut {
  private Cut() {}

  /// The values of one series as they were known.
  ///
  /// @return `[columns][steps or more]`; from `origin` on, NaN except in columns known ahead
  static double[][] values(Dataset dataset, Series series, int origin, int horizon) {
    boolean ahead =
        dataset.columns().stream().anyMatch(column -> column.role() == Role.FUTURE_COVARIATE);
    int length = ahead ? (int) Math.min(series.steps(), (long) origin + horizon) : origin;
    double[][] values = new double[dataset.columns().size()][];
    for (int c = 0; c < values.length; c++) {
      values[c] = Arrays.copyOf(series.values()[c], length);
      if (dataset.columns().get(c).role() != Role.FUTURE_COVARIATE)
        Arrays.fill(values[c], origin, length, Double.NaN);
    }
    return values;
  }

  static History history(Dataset dataset, Series series, int origin, int horizon) {
    return new History(
        series.id(),
        series.start(),
        values(dataset, series, origin, horizon),
        origin,
        series.statics(),
        dataset.frequency());
  }

  /// The dataset before an origin. Series without a known target are left out.
  static Dataset before(Dataset dataset, Origins origins, int origin, int horizon) {
    List<Series> known = new ArrayList<>();
    for (int s = 0; s < dataset.series().size(); s++) {
      Series series = dataset.series().get(s);
      int step = origins.known()[origin][s];
      if (step == 0) continue;
      known.add(
          new Series(
              series.id(),
              series.start(),
              values(dataset, series, step, horizon),
              series.statics()));
    }
    return new Dataset(
        dataset.columns(),
        dataset.staticColumns(),
        dataset.frequency(),
        dataset.zone(),
        known,
        dataset.table());
  }
}
