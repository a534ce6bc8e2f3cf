package dev.rondo.forecasting.window;

import dev.rondo.engine.random.Seed;
import dev.rondo.forecasting.reading.TimeText;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.series.TimeAxis;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A split applied to a dataset: for each series and part, the steps whose values are targets of the part.
public final class Segments {
  /// Parts of the data, in the order of time.
  public enum Part {
    TRAINING,
    VALIDATION,
    TEST
  }

  private final int[][] borders; // [4][series]: part p is from borders[p] up to borders[p + 1]
  private final boolean byTime;

  private Segments(int[][] borders, boolean byTime) {
    this.borders = borders;
    this.byTime = byTime;
  }

  /// Throws [IllegalArgumentException] if the dataset does not allow the split.
  ///
  /// @param seed seed that selects the series of a split by shares of the series
  public static Segments of(Dataset dataset, Split split, long seed) {
    return switch (split) {
      case Split.BySeries counts -> bySeries(dataset.series(), counts, seed);
      case Split.LastSteps steps -> lastSteps(dataset, steps);
      case Split.ByTime time when time.train() != null -> byShare(dataset.series(), time);
      case Split.ByTime time -> byStart(dataset, time);
    };
  }

  private static Segments bySeries(List<Series> series, Split.BySeries split, long seed) {
    int n = series.size();
    double unit = split.shares() ? n : 1;
    long validation = Math.round(split.train() * unit);
    long test = Math.round((split.train() + split.validation()) * unit);
    long end = Math.round((split.train() + split.validation() + split.test()) * unit);
    if (end > n) {
      throw new IllegalArgumentException(
          "the split needs %d series, the dataset has %d; use counts that add up to at most %d, or shares"
              .formatted(end, n, n));
    }
    int[][] borders = new int[4][n];
    int[] order = split.shares() ? shuffled(n, seed) : IntStream.range(0, n).toArray();
    for (int k = 0; k < end; k++) {
      int i = order[k];
      int steps = series.get(i).steps();
      for (int p = 1; p <= 3; p++) borders[p][i] = steps;
      if (k >= validation) borders[1][i] = 0;
      if (k >= test) borders[2][i] = 0;
    }
    return new Segments(borders, false);
  }

  /// 0 to n - 1 in random order (Fisher and Yates 1938, in the form of Durstenfeld 1964).
  private static int[] shuffled(int n, long seed) {
    RandomGenerator random = new Seed(seed).generator("split", 0);
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static Segments byShare(List<Series> series, Split.ByTime split) {
    double train = zeroIfNull(split.train());
    double validation = zeroIfNull(split.validation());
    double test = zeroIfNull(split.test());
    int[][] borders = new int[4][series.size()];
    for (int i = 0; i < series.size(); i++) {
      int steps = series.get(i).steps();
      borders[1][i] = (int) Math.round(train * steps);
      borders[2][i] = (int) Math.round((train + validation) * steps);
      borders[3][i] = (int) Math.min(steps, Math.round((train + validation + test) * steps));
    }
    return new Segments(borders, true);
  }

  private static Segments lastSteps(Dataset dataset, Split.LastSteps split) {
    int[][] borders = new int[4][dataset.series().size()];
    for (int i = 0; i < borders[0].length; i++) {
      int end = dataset.series().get(i).observedSteps(dataset.targets());
      borders[1][i] = Math.max(0, end - split.test() - split.validation());
      borders[2][i] = Math.max(0, end - split.test());
      borders[3][i] = end;
    }
    return new Segments(borders, true);
  }

  private static double zeroIfNull(@Nullable Double share) {
    return share == null ? 0 : share;
  }

  private static Segments byStart(Dataset dataset, Split.ByTime split) {
    TimeAxis axis = dataset.axis();
    Start validationStart = Start.of("validationStart", split.validationStart(), dataset);
    Start testStart = Start.of("testStart", split.testStart(), dataset);
    if (validationStart.fault() != null || testStart.fault() != null)
      throw new SplitStartsException(validationStart.fault(), testStart.fault());
    Long firstOfValidation = validationStart.position();
    Long firstOfTest = testStart.position();
    if (firstOfTest != null && firstOfValidation != null && firstOfValidation > firstOfTest) {
      throw new SplitStartsException(
          "validationStart must not be after testStart, were %s and %s"
              .formatted(split.validationStart(), split.testStart()),
          null);
    }
    int n = dataset.series().size();
    int[][] borders = new int[4][n];
    for (int i = 0; i < n; i++) {
      Series series = dataset.series().get(i);
      int steps = series.steps();
      int test = firstOfTest == null ? steps : axis.before(series.start(), steps, firstOfTest);
      int validation =
          firstOfValidation == null ? test : axis.before(series.start(), steps, firstOfValidation);
      borders[1][i] = validation;
      borders[2][i] = test;
      borders[3][i] = steps;
    }
    return new Segments(borders, true);
  }

  /// The start of a part, or what is wrong with it; both are null if the split names none.
  private record Start(@Nullable Long position, @Nullable String fault) {
    static Start of(String name, @Nullable String time, Dataset dataset) {
      if (time == null) return new Start(null, null);
      try {
        TimeAxis axis = dataset.axis();
        return new Start(axis.within(TimeText.position(axis, time), dataset.series()), null);
      } catch (IllegalArgumentException e) {
        return new Start(null, name + " " + e.getMessage());
      }
    }
  }

  /// First step of a part of a series.
  public int from(Part part, int series) {
    return borders[part.ordinal()][series];
  }

  /// Step after the last one of a part of a series; equal to [#from] if the part is empty.
  public int to(Part part, int series) {
    return borders[part.ordinal() + 1][series];
  }

  /// Bytes of the borders.
  public long bytes() {
    return 4L * Integer.BYTES * borders[0].length;
  }

  /// Whether a series has a training part; false for series of another part in a split by series.
  public boolean byTime() {
    return byTime;
  }
}
