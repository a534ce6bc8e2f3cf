package dev.rondo.forecasting.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.forecasting.evaluation.Evaluation.Coverage;
import dev.rondo.forecasting.forecast.Forecast.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The coverage of corrected intervals when the data change.
class RollingCalibrationTest {
  private static final int SEASON = 168; // a week of hours
  private static final int HORIZON = 24;
  private static final int CHANGE = 12 * SEASON;
  private static final int STEPS = 24 * SEASON;

  /// The pattern that the model of the test has learned before the change.
  private static double pattern(int t) {
    return 100 + 10 * Math.sin(2 * Math.PI * t / 24) + 5 * Math.sin(2 * Math.PI * t / SEASON);
  }

  /// Calibrated for noise with a standard deviation of 1, as the values are before the change.
  private static PastForecast forecast(int origin) {
    double[] median = new double[HORIZON];
    double[][] bounds = new double[4][HORIZON];
    for (int h = 0; h < HORIZON; h++) {
      median[h] = pattern(origin + h + 1);
      bounds[0][h] = median[h] - 1.2816;
      bounds[1][h] = median[h] + 1.2816;
      bounds[2][h] = median[h] - 1.96;
      bounds[3][h] = median[h] + 1.96;
    }
    return new PastForecast(
        origin,
        median,
        List.of(new Interval(80, bounds[0], bounds[1]), new Interval(95, bounds[2], bounds[3])),
        Double.NaN);
  }

  /// A forecast with corrected intervals.
  private static PastForecast correctedBy(RollingCalibration calibration, PastForecast forecast) {
    List<Interval> intervals = new ArrayList<>();
    for (Interval given : forecast.intervals())
      intervals.add(calibration.corrected(forecast, given, Double.NEGATIVE_INFINITY).orElseThrow());
    return new PastForecast(forecast.origin(), forecast.median(), intervals, forecast.scale());
  }

  /// Coverage of all steps of the forecasts from origins between two steps, of corrected and of original intervals.
  private record Result(FinishedErrors corrected, FinishedErrors original) {
    static Result of(double[] values, int from, int to) {
      Result result = new Result(new FinishedErrors(), new FinishedErrors());
      for (int origin = from; origin < to; origin++) {
        RollingCalibration calibration = calibration(values, origin);
        PastForecast original = forecast(origin);
        PastForecast corrected = correctedBy(calibration, original);
        for (int h = 1; h <= HORIZON; h++) {
          result.original.add(original, h, values[origin + h]);
          result.corrected.add(corrected, h, values[origin + h]);
        }
      }
      return result;
    }

    /// The errors that are finished at an origin.
    private static RollingCalibration calibration(double[] values, int origin) {
      RollingCalibration calibration = new RollingCalibration();
      for (int past = origin - RollingCalibration.ORIGINS - HORIZON; past < origin; past++) {
        int from = past;
        calibration.add(
            0,
            past,
            forecast(past),
            step -> from + step <= origin ? values[from + step] : Double.NaN);
      }
      return calibration;
    }

    void isNear(double points) {
      for (Coverage coverage : corrected.coverage())
        assertThat(coverage.measured()).isCloseTo(coverage.level(), within(points));
    }
  }

  /// @param shift of the level after the change
  /// @param spread factor of the noise after the change
  private static double[] values(double shift, double spread, long seed) {
    Random random = new Random(seed);
    double[] values = new double[STEPS];
    for (int t = 0; t < STEPS; t++) {
      double noise = random.nextGaussian();
      values[t] = pattern(t) + (t < CHANGE ? noise : shift + spread * noise);
    }
    return values;
  }

  private static void isBackWithinTwoSeasons(double[] values) {
    int after = CHANGE + 2 * SEASON;
    Result result = Result.of(values, after, after + 4 * SEASON);
    result.isNear(4);
    for (Coverage coverage : result.original.coverage())
      assertThat(Math.abs(coverage.measured() - coverage.level())).isGreaterThan(4);
  }

  @Test
  void aStableSeriesKeepsItsCoverage() {
    double[] values = values(0, 1, 1);
    Result result = Result.of(values, 4 * SEASON, 6 * SEASON);
    result.isNear(4);
    for (Coverage coverage : result.original.coverage())
      assertThat(coverage.measured()).isCloseTo(coverage.level(), within(4.0));
  }

  @Test
  void aLevelShiftIsCorrected() {
    isBackWithinTwoSeasons(values(2, 1, 2));
  }

  @Test
  void aDoubledVarianceIsCorrected() {
    isBackWithinTwoSeasons(values(0, Math.sqrt(2), 3));
  }

  @Test
  void bothTogetherAreCorrected() {
    isBackWithinTwoSeasons(values(1.5, Math.sqrt(2), 4));
  }

  @Test
  void tooFewErrorsCorrectNothing() {
    double[] values = values(0, 1, 5);
    RollingCalibration calibration = new RollingCalibration();
    for (int origin = 0; origin < 18; origin++) {
      int from = origin;
      calibration.add(0, origin, forecast(origin), step -> values[from + step]);
    }
    PastForecast next = forecast(100);
    // 18 errors of the first step give intervals of up to 18 / 19.
    assertThat(calibration.corrected(next, next.intervals().get(0), 0)).isPresent();
    assertThat(calibration.corrected(next, next.intervals().get(1), 0)).isEmpty();
    assertThat(new RollingCalibration().corrected(next, next.intervals().getFirst(), 0)).isEmpty();
  }

  @Test
  void boundsStayAboveTheFloorAndAroundTheMedian() {
    double[] values = values(-500, 1, 6);
    RollingCalibration calibration = Result.calibration(values, CHANGE + 500);
    PastForecast next = forecast(CHANGE + 500);
    Interval interval = calibration.corrected(next, next.intervals().get(0), 0).orElseThrow();
    for (int h = 0; h < HORIZON; h++) {
      assertThat(interval.lower()[h]).isZero();
      assertThat(interval.upper()[h]).isGreaterThan(next.median()[h]);
    }
  }

  @Test
  void errorsOfFewForecastsWithoutCommonStepsCountInPart() {
    // Three forecasts without common steps, all of whose errors are twice the distance of the
    // bounds of 80 %.
    RollingCalibration calibration = new RollingCalibration();
    for (int origin = 0; origin < 3 * HORIZON; origin++) {
      PastForecast past = forecast(origin);
      double off = origin % 2 == 0 ? 2 * 1.2816 : -2 * 1.2816;
      calibration.add(0, origin, past, step -> past.median()[step - 1] + off);
    }
    PastForecast next = forecast(4 * HORIZON);
    Interval corrected = calibration.corrected(next, next.intervals().getFirst(), 0).orElseThrow();
    // All 72 forecasts of the first step stand alone; of the last bucket only each 24th does.
    assertThat(corrected.upper()[0] - next.median()[0]).isCloseTo(2 * 1.2816, within(1e-9));
    double trust = 3.0 / RollingCalibration.ENOUGH;
    assertThat(corrected.upper()[HORIZON - 1] - next.median()[HORIZON - 1])
        .isCloseTo((1 + trust) * 1.2816, within(1e-9));
  }

  @Test
  void stepsOfWhichNoErrorIsFinishedKeepTheirBounds() {
    double[] values = values(0, 1, 8);
    RollingCalibration calibration = Result.calibration(values, 1000);
    double[] median = new double[40];
    double[] lower = new double[40];
    double[] upper = new double[40];
    Arrays.fill(lower, -1);
    Arrays.fill(upper, 1);
    Interval given = new Interval(80, lower, upper);
    PastForecast longer = new PastForecast(0, median, List.of(given), Double.NaN);
    Interval corrected = calibration.corrected(longer, given, -10).orElseThrow();
    assertThat(corrected.upper()[0]).isNotEqualTo(1);
    assertThat(corrected.upper()[31]).isEqualTo(1);
    assertThat(corrected.lower()[39]).isEqualTo(-1);
  }
}
