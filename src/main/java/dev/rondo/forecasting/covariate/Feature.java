package dev.rondo.forecasting.covariate;

import java.util.List;

/// Inputs of the regression that follow from one covariate or from the calendar.
public sealed interface Feature {
  /// The column of features that follow from the calendar alone.
  int NO_COLUMN = -1;

  /// Number among the columns known ahead; [#NO_COLUMN] for the calendar.
  int column();

  /// Number of its inputs.
  int count();

  /// What it reads at a step; NaN if it is missing.
  double value(Ahead ahead, int step);

  /// Writes its inputs.
  ///
  /// @param value of [#value]; for NaN, the inputs are those of the mean or of the most frequent level
  /// @param into receives `count` numbers from `at` on
  void write(double value, Moment moment, double[] into, int at);

  /// A number: itself and its excess over each knot, each times 1 and smooth functions of the time of day.
  ///
  /// @param mean of the column in training
  /// @param deviation standard deviation of the column in training
  /// @param knots distances from the mean, in standard deviations
  /// @param steps the mean of so many steps, up to the present one, is read
  /// @param waves of the time of day
  record Curve(int column, double mean, double deviation, List<Double> knots, int steps, int waves)
      implements Feature {
    public Curve {
      knots = List.copyOf(knots);
    }

    @Override
    public int count() {
      return (1 + knots.size()) * (1 + 2 * waves);
    }

    @Override
    public double value(Ahead ahead, int step) {
      return ahead.mean(column, step, steps);
    }

    @Override
    public void write(double value, Moment moment, double[] into, int at) {
      double z = Double.isNaN(value) ? 0 : (value - mean) / deviation;
      int next = scaled(z, moment, into, at);
      for (int k = 0; k < knots.size(); k++)
        next = scaled(Math.max(0, z - knots.get(k)), moment, into, next);
    }

    private int scaled(double value, Moment moment, double[] into, int at) {
      into[at] = value;
      return Moment.waves(moment.day(), waves, value, into, at + 1);
    }
  }

  /// A category in the form of a number: one indicator for each level except the most frequent one, which stands for unseen levels too.
  ///
  /// @param levels without the most frequent one
  /// @param waves of the time of day, by which each indicator is multiplied too
  record Levels(int column, List<Double> levels, int waves) implements Feature {
    public Levels {
      levels = List.copyOf(levels);
    }

    @Override
    public int count() {
      return levels.size() * (1 + 2 * waves);
    }

    @Override
    public double value(Ahead ahead, int step) {
      return ahead.value(column, step);
    }

    @Override
    public void write(double value, Moment moment, double[] into, int at) {
      int next = at;
      for (int i = 0; i < levels.size(); i++) {
        double indicator = levels.get(i) == value ? 1 : 0;
        into[next] = indicator;
        next = Moment.waves(moment.day(), waves, indicator, into, next + 1);
      }
    }
  }

  /// The calendar: the time of day on all days, on Saturdays and on Sundays; the day of the week; the time of the year.
  ///
  /// @param waves of the time of day; 0 for steps of a day or more
  /// @param weekdays whether the days of the week differ
  /// @param years waves of the time of the year
  record Calendar(int waves, boolean weekdays, int years) implements Feature {
    private static final int DAYS = 7;
    private static final int SATURDAY = 5;

    @Override
    public int column() {
      return NO_COLUMN;
    }

    @Override
    public int count() {
      return 3 * 2 * waves + (weekdays ? DAYS - 1 : 0) + 2 * years;
    }

    @Override
    public double value(Ahead ahead, int step) {
      return 0;
    }

    @Override
    public void write(double value, Moment moment, double[] into, int at) {
      int weekday = moment.weekday();
      int next = Moment.waves(moment.day(), waves, 1, into, at);
      for (int day = SATURDAY; day < DAYS; day++)
        next = Moment.waves(moment.day(), waves, weekday == day ? 1 : 0, into, next);
      for (int day = 1; weekdays && day < DAYS; day++) into[next++] = weekday == day ? 1 : 0;
      Moment.waves(moment.year(), years, 1, into, next);
    }
  }
}
