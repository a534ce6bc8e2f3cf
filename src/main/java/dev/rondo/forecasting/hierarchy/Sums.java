package dev.rondo.forecasting.hierarchy;

import java.util.Arrays;

/// Which series each sum adds up. Values of all of them are in rows: first the sums, then the series.
///
/// @param series number of series
/// @param members `[sums][members]`, for each sum the numbers of its series, ascending; no two sums are equal
@SuppressWarnings("ArrayRecordComponent")
public record Sums(int series, int[][] members) {
  /// Number of sums.
  public int count() {
    return members.length;
  }

  /// Number of rows.
  public int rows() {
    return members.length + series;
  }

  /// Number of series of all sums together.
  long entries() {
    return Arrays.stream(members).mapToLong(one -> one.length).sum();
  }

  /// Writes the sums of the series into their rows.
  ///
  /// @param values `[rows][columns]`
  void addUp(double[][] values, int from, int to) {
    for (int s = 0; s < members.length; s++) {
      double[] sum = values[s];
      Arrays.fill(sum, from, to, 0);
      for (int member : members[s]) {
        double[] part = values[members.length + member];
        for (int i = from; i < to; i++) sum[i] += part[i];
      }
    }
  }
}
