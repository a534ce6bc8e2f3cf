package dev.rondo.forecasting.evaluation;

import dev.rondo.forecasting.window.Observations;
import dev.rondo.forecasting.window.Segments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds the season of a dataset in the autocorrelation of its training part.
///
/// For each candidate season of m steps, the trend is removed first: the centred moving average over m steps is subtracted from
/// each value, as in the classical decomposition (Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd ed.,
/// section 3.4). The autocorrelation of the remainder x is
/// `r(k) = n / (n - k) * sum (x(t) - mean) (x(t - k) - mean) / sum (x(t) - mean)^2`, averaged over up to 100 series and all
/// targets.
///
/// m is a season if both r(m) and r(2 m) are above `1 / sqrt(c)`, where c is the number of seasons in the series, and r(m) is
/// above r(m / 2). The remainder of a random walk oscillates too, but without a constant period: in simulations with 4 to 80
/// seasons, the smaller of r(m) and r(2 m) stays below this limit in at least 99 % of the series. A season other than that of the
/// frequency needs stronger evidence: above 0.3 and `1.5 / sqrt(c)`, and a peak among the neighbouring lags.
///
/// A remainder has no season if it is only the rounding of floating-point numbers, or of a trend to whole numbers or decimals.
public final class SeasonFinder {
  private static final int MOST_SERIES = 100;
  private static final int MOST_STEPS = 20_000;
  private static final int LONGEST = 1000;
  private static final long MOST_PRODUCTS = 150_000_000;

  /// Smallest autocorrelation of a season that the frequency does not suggest.
  private static final double CLEAR = 0.3;

  /// The autocorrelation of a longer season must be higher by this much, because multiples of a season correlate as well.
  private static final double LEAD = 0.1;

  /// The autocorrelation of a multiple of a season must be higher than that of the multiple before by this factor.
  private static final double MULTIPLE_LEAD = 1.03;

  /// A deviation from the trend below this share of the deviation of the values is rounding.
  private static final double NOTHING = 1e-9;

  private final List<Sample> samples;
  private final int longest;
  private final double[] remainder; // [longest]
  private final int[] lags = new int[5];
  private final double[] sums = new double[5];
  private long products;

  private SeasonFinder(List<Sample> samples) {
    this.samples = samples;
    this.longest = samples.stream().mapToInt(sample -> sample.values.length).max().orElse(0);
    this.remainder = new double[longest];
  }

  /// @param expected season that the frequency suggests; 1 for none
  /// @return steps of the season; 1 if there is none
  static int find(Observations data, Segments segments, int targets, int expected) {
    SeasonFinder finder = new SeasonFinder(samples(data, segments, targets));
    return finder.confirms(expected) ? expected : finder.search();
  }

  /// The candidates that are seasons of the samples. A multiple of a confirmed season must correlate more than the multiple
  /// before it.
  ///
  /// @param samples values without gaps, each `[steps]`
  /// @param candidates in ascending order
  public static List<Integer> confirmed(List<double[]> samples, List<Integer> candidates) {
    SeasonFinder finder = new SeasonFinder(samples.stream().map(Sample::of).toList());
    List<Integer> confirmed = new ArrayList<>();
    for (int season : candidates)
      if (finder.confirms(season)
          && confirmed.stream().allMatch(shorter -> finder.adds(season, shorter)))
        confirmed.add(season);
    return List.copyOf(confirmed);
  }

  /// The clearest season of the samples; 1 if there is none.
  ///
  /// @param samples values without gaps, each `[steps]`
  public static int search(List<double[]> samples) {
    return new SeasonFinder(samples.stream().map(Sample::of).toList()).search();
  }

  private static List<Sample> samples(Observations data, Segments segments, int targets) {
    List<Sample> samples = new ArrayList<>();
    for (int s : sampled(data, segments)) {
      int to = segments.to(Segments.Part.TRAINING, s);
      int from = to - length(data, segments, s);
      for (int f = 0; f < targets; f++) {
        double[] values = new double[to - from];
        for (int t = from; t < to; t++) values[t - from] = data.value(s, f, t);
        samples.add(Sample.of(values));
      }
    }
    return samples;
  }

  private static List<Integer> sampled(Observations data, Segments segments) {
    List<Integer> sampled = new ArrayList<>();
    int step = Math.max(1, data.series() / MOST_SERIES);
    for (int s = 0; s < data.series() && sampled.size() < MOST_SERIES; s++) {
      if (s % step != 0 && data.series() > 2 * MOST_SERIES) continue;
      if (length(data, segments, s) >= 8) sampled.add(s);
    }
    return sampled;
  }

  /// Number of last training steps that are read from a series.
  private static int length(Observations data, Segments segments, int series) {
    int to = segments.to(Segments.Part.TRAINING, series);
    return to - Math.max(data.first(series), to - MOST_STEPS);
  }

  static long bytes(Observations data, Segments segments, int targets) {
    long steps = 0;
    int longest = 0;
    for (int s : sampled(data, segments)) {
      int length = length(data, segments, s);
      steps += length;
      longest = Math.max(longest, length);
    }
    return (steps * targets + longest) * Double.BYTES;
  }

  private boolean confirms(int season) {
    if (season < 2 || 4L * season > longest) return false;
    Beat beat = beat(season);
    return beat.least() > 1 / Math.sqrt(beat.seasons) && beat.at > beat.half;
  }

  /// Whether a season is more than a repeated shorter one.
  private boolean adds(int season, int shorter) {
    if (season % shorter != 0) return true;
    double[] multiples = {0, 0};
    for (Sample sample : samples) {
      int n = sample.values.length < 4 * season ? 0 : remainder(sample, season);
      if (n == 0) continue;
      double square = centre(n);
      multiples[0] += correlation(n, season - shorter) / square;
      multiples[1] += correlation(n, season) / square;
    }
    return multiples[1] > MULTIPLE_LEAD * multiples[0];
  }

  private int search() {
    int best = 1;
    double strongest = 0;
    for (int m = 2; m <= Math.min(LONGEST, longest / 4); m++) {
      Beat beat = beat(m);
      double least = Math.max(CLEAR, 1.5 / Math.sqrt(beat.seasons));
      if (beat.least() > least && beat.isPeak() && (best == 1 || beat.at > strongest + LEAD)) {
        best = m;
        strongest = beat.at;
      }
    }
    return best;
  }

  /// Autocorrelation around a candidate season m.
  ///
  /// @param seasons mean number of seasons in a series
  /// @param half at m / 2
  /// @param before at m - 1
  /// @param at at m
  /// @param after at m + 1
  /// @param twice at 2 m
  private record Beat(
      double seasons, double half, double before, double at, double after, double twice) {
    double least() {
      return Math.min(at, twice);
    }

    boolean isPeak() {
      return at > half && at >= before && at >= after;
    }
  }

  /// The mean over the series that contain a season four times; 0 if there are none.
  private Beat beat(int m) {
    lags[0] = Math.max(1, m / 2);
    for (int i = 1; i < 4; i++) lags[i] = m - 2 + i;
    lags[4] = 2 * m;
    Arrays.fill(sums, 0);
    double seasons = 0;
    int count = 0;
    for (Sample sample : samples) {
      double[] y = sample.values;
      if (y.length < 4 * m || products > MOST_PRODUCTS) continue;
      int n = remainder(sample, m);
      products += (lags.length + 2L) * y.length;
      if (n == 0) continue;
      double square = centre(n);
      for (int i = 0; i < lags.length; i++) sums[i] += correlation(n, lags[i]) / square;
      seasons += (double) y.length / m;
      count++;
    }
    if (count == 0) return new Beat(1, 0, 0, 0, 0, 0);
    return new Beat(
        seasons / count,
        sums[0] / count,
        sums[1] / count,
        sums[2] / count,
        sums[3] / count,
        sums[4] / count);
  }

  /// Subtracts the trend.
  ///
  /// @return steps of the remainder; 0 if it is only rounding
  private int remainder(Sample sample, int m) {
    int n = detrend(sample.values, m);
    // A trend turns less than once in a season. If the values turn more often, differences of one
    // digit can be a season.
    if (sample.turns < sample.values.length / m) removeRounding(n, sample.digit);
    return isNothing(n, sample.tiny) ? 0 : n;
  }

  /// Subtracts the centred moving average over m steps; where m is even, over m + 1 steps of which the outer two count half.
  ///
  /// @return steps of the remainder
  private int detrend(double[] y, int m) {
    int reach = m / 2;
    double outer = m % 2 == 0 ? 0.5 : 1;
    int n = y.length - 2 * reach;
    // The middle value is subtracted first: a running sum of large values loses their last digits.
    double level = y[y.length / 2];
    double inner = 0;
    for (int t = 1; t < 2 * reach; t++) inner += y[t] - level;
    for (int i = 0; i < n; i++) {
      double left = y[i] - level;
      double right = y[i + 2 * reach] - level;
      remainder[i] = y[i + reach] - level - (inner + outer * (left + right)) / m;
      if (i + 1 < n) inner += right - (y[i + 1] - level);
    }
    return n;
  }

  /// Subtracts the mean of the remainder; returns the sum of its squares.
  private double centre(int n) {
    double mean = 0;
    for (int i = 0; i < n; i++) mean += remainder[i] / n;
    double square = 0;
    for (int i = 0; i < n; i++) {
      remainder[i] -= mean;
      square += remainder[i] * remainder[i];
    }
    return square;
  }

  private double correlation(int n, int lag) {
    double sum = 0;
    for (int i = lag; i < n; i++) sum += remainder[i] * remainder[i - lag];
    return sum * n / (n - lag);
  }

  /// Subtracts from the remainder of a rounded trend what rounding explains: up to one digit at each step.
  private void removeRounding(int n, double digit) {
    for (int i = 0; i < n; i++) {
      double size = Math.max(0, Math.abs(remainder[i]) - digit);
      remainder[i] = Math.copySign(size, remainder[i]);
    }
  }

  private boolean isNothing(int n, double tiny) {
    for (int i = 0; i < n; i++) if (Math.abs(remainder[i]) > tiny) return false;
    return true;
  }

  /// The end of one target of one series.
  ///
  /// @param values `[steps]`
  /// @param tiny deviation that is only the rounding of floating-point numbers
  /// @param digit the number of which all rises are multiples; at most about `tiny` if there is none
  /// @param turns number of changes from rising to falling or back
  @SuppressWarnings("ArrayRecordComponent")
  private record Sample(double[] values, double tiny, double digit, int turns) {
    static Sample of(double[] values) {
      double tiny = NOTHING * deviation(values);
      double digit = 0;
      int turns = 0;
      double direction = 0;
      for (int t = 1; t < values.length; t++) {
        double rise = values[t] - values[t - 1];
        if (Math.abs(rise) <= tiny) continue;
        digit = commonDivisor(Math.abs(rise), digit, tiny);
        if (rise * direction < 0) turns++;
        direction = rise;
      }
      return new Sample(values, tiny, digit, turns);
    }

    /// The greatest common divisor by Euclid; not above `tiny` if there is none.
    private static double commonDivisor(double a, double b, double tiny) {
      while (b > tiny) {
        double rest = Math.abs(Math.IEEEremainder(a, b));
        a = b;
        b = rest;
      }
      return a;
    }

    private static double deviation(double[] y) {
      double level = y[y.length / 2];
      double mean = 0;
      for (double value : y) mean += (value - level) / y.length;
      double square = 0;
      for (double value : y) square += (value - level - mean) * (value - level - mean) / y.length;
      return Math.sqrt(square);
    }
  }
}
