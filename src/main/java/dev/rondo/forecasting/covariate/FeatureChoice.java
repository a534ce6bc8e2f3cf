package dev.rondo.forecasting.covariate;

import dev.rondo.forecasting.covariate.Feature.Calendar;
import dev.rondo.forecasting.covariate.Feature.Curve;
import dev.rondo.forecasting.covariate.Feature.Levels;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Chooses the features of columns from their values in the training part.
final class FeatureChoice {
  /// A column with at most so many different values is no continuous number.
  private static final int FEW_VALUES = 8;

  private static final int MOST_INPUTS = 300;

  /// Rows that an input needs at least.
  private static final int ROWS_OF_INPUT = 15;

  private static final int MOST_VALUES = 50_000;
  private static final int DAYS_OF_TWO_YEARS = 730;
  private static final long DAY = 86_400_000;

  /// How closely features follow the values: knots of a curve, and waves of the time of day.
  private record Detail(int knots, int waves, boolean smoothed) {}

  private static final List<Detail> DETAILS =
      List.of(
          new Detail(7, 3, true),
          new Detail(3, 2, true),
          new Detail(3, 1, false),
          new Detail(1, 0, false),
          new Detail(0, 0, false));

  private final List<Sample> samples;
  private final @Nullable Timeline timeline;
  private final long rows;

  FeatureChoice(List<Sample> samples) {
    this.samples = samples;
    this.timeline = samples.getFirst().ahead().timeline();
    this.rows = samples.stream().mapToLong(sample -> sample.end() - sample.first()).sum();
  }

  /// The features of columns, in their order, in as much detail as the number of values allows. A column that never changes has
  /// none.
  List<Feature> of(List<Integer> columns) {
    List<Feature> features = List.of();
    for (Detail detail : DETAILS) {
      List<Feature> tried = new ArrayList<>();
      for (int column : columns) add(tried, column, detail);
      features = tried;
      int count = tried.stream().mapToInt(Feature::count).sum();
      if (count <= MOST_INPUTS && (long) count * ROWS_OF_INPUT <= rows) break;
    }
    return features;
  }

  private void add(List<Feature> features, int column, Detail detail) {
    double[] values = known(column);
    Map<Double, Integer> counts = new TreeMap<>();
    for (double value : values) {
      counts.merge(value, 1, Integer::sum);
      if (counts.size() > FEW_VALUES) break;
    }
    if (counts.size() < 2) return;
    int day = stepsOfDay();
    int waves = day > 1 ? detail.waves() : 0;
    boolean few = counts.size() <= FEW_VALUES;
    boolean whole = counts.keySet().stream().allMatch(value -> value == Math.rint(value));
    if (few && whole && counts.size() > 2) {
      features.add(new Levels(column, rareLevels(counts), waves));
      return;
    }
    double mean = Arrays.stream(values).average().orElseThrow();
    double square = 0;
    for (double value : values) square += (value - mean) * (value - mean) / values.length;
    double deviation = Math.sqrt(square);
    if (!(deviation > 0) || Double.isInfinite(deviation)) return;
    List<Double> knots = few ? List.of() : knots(values, mean, deviation, detail.knots());
    features.add(new Curve(column, mean, deviation, knots, 1, waves));
    // What the last day was like goes on to act: buildings are slow to warm and to cool.
    if (!few && day > 1 && detail.smoothed())
      features.add(new Curve(column, mean, deviation, knots, day, 0));
  }

  private static List<Double> rareLevels(Map<Double, Integer> counts) {
    double usual = 0;
    int most = -1;
    for (var level : counts.entrySet()) {
      if (level.getValue() <= most) continue;
      most = level.getValue();
      usual = level.getKey();
    }
    double frequent = usual;
    return counts.keySet().stream().filter(level -> level != frequent).toList();
  }

  private static List<Double> knots(double[] values, double mean, double deviation, int count) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    List<Double> knots = new ArrayList<>();
    for (int k = 1; k <= count; k++) {
      double quantile = sorted[(int) ((long) k * (sorted.length - 1) / (count + 1))];
      double knot = (quantile - mean) / deviation;
      if (knots.isEmpty() || knot > knots.getLast()) knots.add(knot);
    }
    return knots;
  }

  /// The known values of a column, or an even selection of them.
  private double[] known(int column) {
    int every = (int) Math.max(1, rows / MOST_VALUES);
    double[] values = new double[(int) (rows / every) + samples.size()];
    int count = 0;
    for (Sample sample : samples) {
      for (int t = sample.first(); t < sample.end() && count < values.length; t += every) {
        double value = sample.ahead().value(column, t);
        if (Double.isFinite(value)) values[count++] = value;
      }
    }
    return Arrays.copyOf(values, count);
  }

  /// Steps of a day; 1 if a step is a day or more, or has no time.
  private int stepsOfDay() {
    if (timeline == null) return 1;
    Frequency frequency = timeline.axis().frequency();
    return frequency.unit() == Frequency.Unit.MILLISECOND ? frequency.season() : 1;
  }

  /// The calendar; null if steps have no times, or do not tell more than the season of the frequency.
  @Nullable Feature calendar() {
    if (timeline == null) return null;
    Frequency frequency = timeline.axis().frequency();
    boolean days =
        switch (frequency.unit()) {
          case DAY -> frequency.count() == 1;
          case BUSINESS_DAY -> true;
          case MILLISECOND -> frequency.count() < DAY;
          case STEP, MONTH -> false;
        };
    if (!days) return null;
    boolean years =
        samples.stream().mapToLong(FeatureChoice::days).max().orElse(0) >= DAYS_OF_TWO_YEARS;
    Calendar calendar = new Calendar(Math.clamp(stepsOfDay() / 2, 0, 4), true, years ? 2 : 0);
    return (long) calendar.count() * ROWS_OF_INPUT <= rows ? calendar : null;
  }

  private static long days(Sample sample) {
    Timeline timeline = sample.ahead().timeline();
    if (timeline == null) return 0;
    return (timeline.position(sample.end()) - timeline.position(sample.first())) / DAY;
  }
}
