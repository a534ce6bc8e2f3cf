package dev.rondo.forecasting.generation;

import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Generates synthetic series. The same record gives the same series bit for bit. A series depends only on its number and the
/// seed, not on the number of series.
public sealed interface Generator {
  /// Largest number of values that a generator produces.
  long MOST_VALUES = 200_000_000;

  int series();

  int steps();

  long seed();

  /// The columns of every series.
  List<Column> columns();

  /// The frequency and the position of the first step.
  Clock clock();

  /// One series, `[columns][steps]`.
  double[][] values(RandomGenerator random);

  /// @param start position of the first step, as in [Series]
  record Clock(Frequency frequency, long start) {
    static final Clock NONE = new Clock(Frequency.STEP, 0);
  }

  /// All series, named `series-00000` and so on.
  default Dataset generate() {
    return generate(series());
  }

  /// As [#generate()], with at most the first `most` series.
  default Dataset generate(int most) {
    int count = Math.min(most, series());
    List<Series> all = new ArrayList<>(count);
    String format = "series-%0" + Math.max(5, Integer.toString(series() - 1).length()) + "d";
    for (int i = 0; i < count; i++) {
      all.add(new Series(format.formatted(i), clock().start(), values(random(i))));
    }
    return new Dataset(columns(), clock().frequency(), ZoneOffset.UTC, all);
  }

  private RandomGenerator random(int index) {
    return new SplittableRandom(
        new SplittableRandom(seed() + index * 0x9E3779B97F4A7C15L).nextLong());
  }

  /// The teaching notebook's sum of two sine waves and noise: with `freq1, freq2, offset1, offset2 ~ U(0, 1)` for each
  /// series and `t = linspace(0, 1, steps)`,
  /// `0.5 sin((t - offset1)(10 freq1 + 10)) + 0.2 sin((t - offset2)(20 freq2 + 20)) + noise (U(0, 1) - 0.5)`.
  record SineWaves(int series, int steps, double noise, long seed) implements Generator {
    public SineWaves {
      check(series, steps, 1);
      range("noise", noise, 0, 1000);
    }

    @Override
    public List<Column> columns() {
      return target();
    }

    @Override
    public Clock clock() {
      return Clock.NONE;
    }

    @Override
    public double[][] values(RandomGenerator random) {
      double freq1 = random.nextDouble();
      double freq2 = random.nextDouble();
      double offset1 = random.nextDouble();
      double offset2 = random.nextDouble();
      double[] values = new double[steps];
      for (int i = 0; i < steps; i++) {
        double t = steps == 1 ? 0 : (double) i / (steps - 1);
        values[i] =
            0.5 * StrictMath.sin((t - offset1) * (freq1 * 10 + 10))
                + 0.2 * StrictMath.sin((t - offset2) * (freq2 * 20 + 20))
                + noise * (random.nextDouble() - 0.5);
      }
      return new double[][] {values};
    }
  }

  /// A level, a linear trend, a sine of `season` steps with random phase and Gaussian noise, in daily steps from 2024-01-01:
  /// `level + trend i + amplitude sin(2 pi i / season + phase) + noise e`. Level and amplitude differ by up to a fifth
  /// between series.
  record TrendSeason(
      int series,
      int steps,
      double level,
      double trend,
      int season,
      double amplitude,
      double noise,
      long seed)
      implements Generator {
    public TrendSeason {
      check(series, steps, 1);
      range("level", level, -1e9, 1e9);
      range("trend", trend, -1e6, 1e6);
      range("season", season, 1, 1_000_000);
      range("amplitude", amplitude, 0, 1e9);
      range("noise", noise, 0, 1e9);
    }

    @Override
    public List<Column> columns() {
      return target();
    }

    @Override
    public Clock clock() {
      return new Clock(new Frequency(Frequency.Unit.DAY, 1), START);
    }

    @Override
    public double[][] values(RandomGenerator random) {
      double base = level * random.nextDouble(0.8, 1.2);
      double swing = amplitude * random.nextDouble(0.8, 1.2);
      double phase = 2 * Math.PI * random.nextDouble();
      double[] values = new double[steps];
      for (int i = 0; i < steps; i++) {
        values[i] =
            base
                + trend * i
                + swing * StrictMath.sin(2 * Math.PI * i / season + phase)
                + noise * random.nextGaussian();
      }
      return new double[][] {values};
    }
  }

  /// The sum of Gaussian steps, `y(i) = y(i - 1) + drift + deviation e`, from 0.
  record RandomWalk(int series, int steps, double drift, double deviation, long seed)
      implements Generator {
    public RandomWalk {
      check(series, steps, 1);
      range("drift", drift, -1e6, 1e6);
      range("deviation", deviation, 0, 1e6);
    }

    @Override
    public List<Column> columns() {
      return target();
    }

    @Override
    public Clock clock() {
      return Clock.NONE;
    }

    @Override
    public double[][] values(RandomGenerator random) {
      double[] values = new double[steps];
      double y = 0;
      for (int i = 0; i < steps; i++) {
        values[i] = y;
        y += drift + deviation * random.nextGaussian();
      }
      return new double[][] {values};
    }
  }

  /// An autoregression, `y(i) = sum over k of coefficients[k - 1] y(i - k) + noise e`. It starts 200 steps earlier at 0, and those
  /// steps are discarded. The sum of the absolute coefficients must be below 1, so that the series stays bounded.
  record Autoregressive(int series, int steps, List<Double> coefficients, double noise, long seed)
      implements Generator {
    private static final int BURN_IN = 200;

    public Autoregressive {
      check(series, steps, 1);
      coefficients = List.copyOf(coefficients);
      if (coefficients.isEmpty() || coefficients.size() > 100) {
        throw new IllegalArgumentException(
            "coefficients must be 1 to 100 numbers, was " + coefficients.size());
      }
      double size = coefficients.stream().mapToDouble(Math::abs).sum();
      if (!(size < 1)) {
        throw new IllegalArgumentException(
            "coefficients must have sizes that add up to less than 1, was " + size);
      }
      range("noise", noise, 0, 1e6);
    }

    @Override
    public List<Column> columns() {
      return target();
    }

    @Override
    public Clock clock() {
      return Clock.NONE;
    }

    @Override
    public double[][] values(RandomGenerator random) {
      double[] y = new double[BURN_IN + steps];
      for (int i = 0; i < y.length; i++) {
        double next = noise * random.nextGaussian();
        for (int k = 1; k <= coefficients.size() && k <= i; k++)
          next += coefficients.get(k - 1) * y[i - k];
        y[i] = next;
      }
      return new double[][] {java.util.Arrays.copyOfRange(y, BURN_IN, y.length)};
    }
  }

  /// Hourly series of `targets` targets that depend on one shared temperature, a covariate known ahead: a daily wave and slow
  /// weather. Target j reacts with its own strength and a lag of j hours, and also depends on its own past.
  record Multivariate(int series, int steps, int targets, double noise, long seed)
      implements Generator {
    public Multivariate {
      range("targets", targets, 1, 50);
      check(series, steps, targets + 1);
      range("noise", noise, 0, 1e6);
    }

    @Override
    public List<Column> columns() {
      List<Column> columns = new ArrayList<>();
      for (int j = 1; j <= targets; j++) columns.add(new Column("load-" + j, Role.TARGET));
      columns.add(new Column("temperature", Role.FUTURE_COVARIATE));
      return columns;
    }

    @Override
    public Clock clock() {
      return new Clock(new Frequency(Frequency.Unit.MILLISECOND, 3_600_000), START);
    }

    @Override
    public double[][] values(RandomGenerator random) {
      double[][] values = new double[targets + 1][steps];
      double[] temperature = values[targets];
      double weather = 0;
      for (int i = 0; i < steps; i++) {
        weather = 0.98 * weather + 0.5 * random.nextGaussian();
        temperature[i] = 15 + 6 * StrictMath.sin(2 * Math.PI * (i % 24 - 8) / 24) + weather;
      }
      for (int j = 0; j < targets; j++) {
        double strength = random.nextDouble(0.5, 1.5);
        double y = 0;
        for (int i = 0; i < steps; i++) {
          double felt = temperature[Math.max(0, i - j)] - 15;
          y = 0.6 * y + strength * felt + noise * random.nextGaussian();
          values[j][i] = 100 + y;
        }
      }
      return values;
    }
  }

  long START = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();

  private static List<Column> target() {
    return List.of(new Column("value", Role.TARGET));
  }

  private static void check(int series, int steps, int columns) {
    range("series", series, 1, 10_000_000);
    range("steps", steps, 1, 10_000_000);
    long values = (long) series * steps * columns;
    if (values > MOST_VALUES) {
      throw new IllegalArgumentException(
          "series times steps times columns must be at most %d values, was %d"
              .formatted(MOST_VALUES, values));
    }
  }

  private static void range(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          "%s must be between %s and %s, was %s"
              .formatted(name, plain(low), plain(high), plain(value)));
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
