package dev.rondo.bench;

import dev.rondo.forecasting.evaluation.IntervalErrors;
import dev.rondo.forecasting.evaluation.NaiveErrors;
import dev.rondo.forecasting.evaluation.PointErrors;
import dev.rondo.forecasting.forecast.Forecast.Interval;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/// Scores of forecasts of a panel: means over the forecasts of means over the horizon; coverage and MAE over all values.
final class PanelScores {
  private double smape;
  private double mase;
  private double msis;
  private double absolute;
  private final double[] inside = new double[2];
  private long values;
  private int series;
  private int scaled;

  /// @param intervals of 80 and 95 %, or none
  void add(double[] forecast, List<Interval> intervals, double[] truth, NaiveErrors history) {
    long count = DoubleStream.of(truth).filter(y -> !Double.isNaN(y)).count();
    if (count == 0) return;
    values += count;
    series++;
    absolute += count * PointErrors.mae(truth, forecast);
    smape += PointErrors.smape(truth, forecast);
    for (int level = 0; level < intervals.size(); level++) {
      Interval interval = intervals.get(level);
      inside[level] += count * IntervalErrors.coverage(truth, interval.lower(), interval.upper());
    }
    if (Double.isNaN(history.meanAbsolute())) return;
    mase += PointErrors.mase(truth, forecast, history);
    scaled++;
    if (intervals.isEmpty()) return;
    Interval wide = intervals.getLast();
    msis += IntervalErrors.msis(wide.level(), truth, wide.lower(), wide.upper(), history);
  }

  /// The measures by name, coverage as shares.
  Map<String, Object> figures() {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("series", series);
    result.put("without scale", series - scaled);
    result.put("smape", smape / series);
    result.put("mase", mase / scaled);
    result.put("msis95", msis / scaled);
    result.put("coverage80", inside[0] / values);
    result.put("coverage95", inside[1] / values);
    result.put("mae", absolute / values);
    return result;
  }
}
