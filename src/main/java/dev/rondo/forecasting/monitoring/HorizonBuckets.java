package dev.rondo.forecasting.monitoring;

/// Groups of steps of the horizon whose errors are pooled: 1, 2-3, 4-7, 8-15 and so on.
public final class HorizonBuckets {
  private HorizonBuckets() {}

  /// The number of the bucket, from 0.
  ///
  /// @param step from 1
  public static int of(int step) {
    return 31 - Integer.numberOfLeadingZeros(step);
  }

  /// The first step of a bucket.
  public static int first(int bucket) {
    return 1 << bucket;
  }

  /// The last step of a bucket.
  public static int last(int bucket) {
    return (1 << (bucket + 1)) - 1;
  }
}
