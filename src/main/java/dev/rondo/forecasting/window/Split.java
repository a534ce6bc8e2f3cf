package dev.rondo.forecasting.window;

import org.jspecify.annotations.Nullable;

/// The division of the data into a training part, a validation part, which selects the best weights, and a test part.
public sealed interface Split {
  /// Each series belongs to one part. All three numbers are shares of the series, adding up to at most 1; then the seed of the
  /// model selects the series of each part at random, because files are often sorted. Or all three are counts (integers from 1;
  /// validation and test may be 0); then the first series train, the next ones validate, the last ones test. A single count of 1
  /// is read as the share 1: all series.
  record BySeries(double train, double validation, double test) implements Split {
    /// The default shares.
    public static final BySeries USUAL = new BySeries(0.7, 0.15, 0.15);

    public BySeries {
      atLeastZero("train", train);
      atLeastZero("validation", validation);
      atLeastZero("test", test);
      if (train == 0) throw new IllegalArgumentException("train must be above 0");
      if (!shares(train, validation, test) && !(whole(train) && whole(validation) && whole(test))) {
        throw new IllegalArgumentException(
            "train, validation and test must be whole numbers of series, or shares adding up to at most 1; were %s, %s and %s"
                .formatted(train, validation, test));
      }
    }

    boolean shares() {
      return shares(train, validation, test);
    }

    private static boolean shares(double train, double validation, double test) {
      return train + validation + test <= 1 + 1e-9;
    }

    private static boolean whole(double count) {
      return count == Math.rint(count) && count <= Integer.MAX_VALUE;
    }
  }

  /// Every series is divided along time. Either shares of its steps (default 0), or the first timestamps (ISO 8601, or an integer
  /// step) of validation and test; a part without a timestamp is empty. The other kind is null.
  record ByTime(
      @Nullable Double train,
      @Nullable Double validation,
      @Nullable Double test,
      @Nullable String validationStart,
      @Nullable String testStart)
      implements Split {
    /// The default shares.
    public static final ByTime USUAL = byTime(0.7, 0.15, 0.15);

    public ByTime {
      boolean shares = train != null || validation != null || test != null;
      boolean starts = validationStart != null || testStart != null;
      if (shares == starts) {
        throw new IllegalArgumentException(
            "a split by time needs either the shares train, validation and test, or validationStart and testStart");
      }
      if (shares) {
        double sum = share("train", train) + share("validation", validation) + share("test", test);
        if (share("train", train) == 0) throw new IllegalArgumentException("train must be above 0");
        if (sum > 1 + 1e-9)
          throw new IllegalArgumentException(
              "train, validation and test must add up to at most 1, was " + sum);
      }
    }

    private static double share(String name, @Nullable Double share) {
      if (share == null) return 0;
      atLeastZero(name, share);
      return share;
    }
  }

  /// The last `test` steps of every series are the test part, the `validation` steps before them the validation part, all earlier
  /// ones the training part. Both are counts and may be 0. The steps of a series end with its last observed target. A series that
  /// is too short has no training part.
  record LastSteps(int validation, int test) implements Split {
    public LastSteps {
      atLeastZero("validation", validation);
      atLeastZero("test", test);
    }
  }

  /// A split by shares of time.
  static ByTime byTime(double train, double validation, double test) {
    return new ByTime(train, validation, test, null, null);
  }

  private static void atLeastZero(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value))
      throw new IllegalArgumentException(name + " must be at least 0, was " + value);
  }
}
