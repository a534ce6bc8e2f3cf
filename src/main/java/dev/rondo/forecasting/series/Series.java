package dev.rondo.forecasting.series;

/// One series on its dataset's regular grid.
///
/// @param id unique within the dataset
/// @param start position of the first step: milliseconds since 1970 UTC, or the integer step itself
/// @param values `[columns][steps]`; NaN is a missing value; neither copied nor changed
/// @param statics values that do not change over time
@SuppressWarnings("ArrayRecordComponent")
public record Series(String id, long start, double[][] values, StaticValues statics) {
  /// A series without static values.
  public Series(String id, long start, double[][] values) {
    this(id, start, values, StaticValues.NONE);
  }

  public Series {
    for (double[] column : values) {
      if (column.length != values[0].length) {
        throw new IllegalArgumentException(
            "the columns of series '" + id + "' have different lengths");
      }
    }
  }

  public int steps() {
    return values[0].length;
  }

  /// Number of steps of the observed part: those up to the last one with an observed target; 0 if no target is observed. Later
  /// steps contain only covariates known ahead, or nothing.
  ///
  /// @param targets number of target columns, which come first
  public int observedSteps(int targets) {
    for (int t = steps(); t > 0; t--) {
      for (int f = 0; f < targets; f++) if (!Double.isNaN(values[f][t - 1])) return t;
    }
    return 0;
  }
}
