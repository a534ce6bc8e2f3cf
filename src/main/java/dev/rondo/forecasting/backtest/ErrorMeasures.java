package dev.rondo.forecasting.backtest;

import dev.rondo.forecasting.evaluation.PointErrors;
import java.util.ArrayList;
import java.util.List;

/// Measures of forecasts. NaN where nothing defines a measure: no scale above 0, or no intervals.
///
/// @param values number of scored values
/// @param mae mean absolute error, in the units of the data
/// @param rmse root of the mean squared error, in the units of the data
/// @param smape symmetric mean absolute percentage error, 0 to 200
/// @param mase mean absolute scaled error
/// @param rmsse root mean squared scaled error
/// @param owa overall weighted average of the M4 competition, relative to `naive2`
/// @param pinball mean pinball loss of the quantiles 0.1 to 0.9, in the units of the data
/// @param weightedQuantileLoss twice the sum of the pinball loss, divided by the sum of the sizes of the observed values
/// @param crps continuous ranked probability score from the quantiles 0.1 to 0.9: twice their mean pinball loss
public record ErrorMeasures(
    long values,
    double mae,
    double rmse,
    double smape,
    double mase,
    double rmsse,
    double owa,
    double pinball,
    double weightedQuantileLoss,
    double crps,
    List<Interval> intervals) {
  /// Measures of the intervals of one level.
  ///
  /// @param level in percent
  /// @param coverage share of the observed values inside
  /// @param width mean width, in the units of the data
  /// @param msis mean scaled interval score of the M4 competition
  public record Interval(double level, double coverage, double width, double msis) {}

  private static final int POINT_NUMBERS = 10;

  /// The same measures with OWA.
  ///
  /// @param reference measures of `naive2` on the same values
  ErrorMeasures relativeTo(ErrorMeasures reference) {
    return withOwa(PointErrors.owa(smape, mase, reference.smape, reference.mase));
  }

  private ErrorMeasures withOwa(double ratio) {
    return new ErrorMeasures(
        values,
        mae,
        rmse,
        smape,
        mase,
        rmsse,
        Double.isFinite(ratio) ? ratio : Double.NaN,
        pinball,
        weightedQuantileLoss,
        crps,
        intervals);
  }

  /// The same measures without those of quantiles and intervals.
  ErrorMeasures withoutQuantiles() {
    List<Interval> none =
        intervals.stream()
            .map(one -> new Interval(one.level, Double.NaN, Double.NaN, Double.NaN))
            .toList();
    return new ErrorMeasures(
        values, mae, rmse, smape, mase, rmsse, owa, Double.NaN, Double.NaN, Double.NaN, none);
  }

  /// These measures with those that compare series as means over the series: sMAPE, MASE, RMSSE and MSIS. The others stay pooled over
  /// all values.
  ///
  /// @param series measures of each series
  ErrorMeasures withMeansOver(List<ErrorMeasures> series) {
    List<Interval> means = new ArrayList<>();
    for (int l = 0; l < intervals.size(); l++) {
      int number = l;
      Interval pooled = intervals.get(l);
      means.add(
          new Interval(
              pooled.level,
              pooled.coverage,
              pooled.width,
              mean(series.stream().mapToDouble(one -> one.intervals.get(number).msis).toArray())));
    }
    return new ErrorMeasures(
        values,
        mae,
        rmse,
        mean(series.stream().mapToDouble(ErrorMeasures::smape).toArray()),
        mean(series.stream().mapToDouble(ErrorMeasures::mase).toArray()),
        mean(series.stream().mapToDouble(ErrorMeasures::rmsse).toArray()),
        owa,
        pinball,
        weightedQuantileLoss,
        crps,
        means);
  }

  /// The mean of the values that are not NaN.
  private static double mean(double[] values) {
    double sum = 0;
    int count = 0;
    for (double value : values) {
      if (Double.isNaN(value)) continue;
      sum += value;
      count++;
    }
    return sum / count;
  }

  /// Number of numbers of measures with some levels.
  public static int numbers(int levels) {
    return POINT_NUMBERS + 3 * levels;
  }

  /// All numbers in the order of the components.
  public double[] numbers() {
    double[] numbers = new double[numbers(intervals.size())];
    double[] point = {
      values, mae, rmse, smape, mase, rmsse, owa, pinball, weightedQuantileLoss, crps
    };
    System.arraycopy(point, 0, numbers, 0, POINT_NUMBERS);
    for (int l = 0; l < intervals.size(); l++) {
      numbers[POINT_NUMBERS + 3 * l] = intervals.get(l).coverage;
      numbers[POINT_NUMBERS + 3 * l + 1] = intervals.get(l).width;
      numbers[POINT_NUMBERS + 3 * l + 2] = intervals.get(l).msis;
    }
    return numbers;
  }

  /// The measures of [#numbers()].
  public static ErrorMeasures of(double[] numbers, List<Double> levels) {
    List<Interval> intervals = new ArrayList<>();
    for (int l = 0; l < levels.size(); l++) {
      int at = POINT_NUMBERS + 3 * l;
      intervals.add(new Interval(levels.get(l), numbers[at], numbers[at + 1], numbers[at + 2]));
    }
    return new ErrorMeasures(
        (long) numbers[0],
        numbers[1],
        numbers[2],
        numbers[3],
        numbers[4],
        numbers[5],
        numbers[6],
        numbers[7],
        numbers[8],
        numbers[9],
        intervals);
  }
}
