package dev.rondo.forecasting.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where the errors of held-out forecasts lie: by step ahead, by series, and over time. Its size is bounded, whatever the size of
/// the dataset. Errors are in the units of the data.
///
/// @param steps errors by steps ahead, beside those of the baselines
/// @param worst the series with the largest errors, the worst first
/// @param autocorrelation of the errors of one step ahead, over all series together; empty if there are too few
/// @param residuals the last errors of one step ahead of the first series
public record ErrorProfile(
    List<StepErrors> steps,
    List<SeriesErrors> worst,
    List<Autocorrelation> autocorrelation,
    List<Residuals> residuals) {

  /// Mean absolute errors of some steps of the horizon; null if nothing was scored or the mean is not finite.
  ///
  /// @param from first step, from 1
  /// @param to last step
  public record StepErrors(
      int from, int to, @Nullable Double model, List<BaselineError> baselines) {}

  /// @param mae mean absolute error
  public record BaselineError(String name, @Nullable Double mae) {}

  /// The errors of one target of one series.
  ///
  /// @param target name of the column
  /// @param values number of scored values
  /// @param mase mean of the scaled errors; null if there is no scale
  public record SeriesErrors(
      String seriesId, String target, long values, double mae, @Nullable Double mase) {}

  /// The correlation of errors that are some steps apart.
  ///
  /// @param lag in steps
  /// @param value from -1 to 1
  /// @param pairs number of pairs of errors
  /// @param bound of 95 % of such values if the errors were independent, `1.96 / sqrt(pairs)` (Box and Jenkins 1970)
  public record Autocorrelation(int lag, double value, long pairs, double bound) {}

  /// Errors of one step ahead of one target of one series, observed minus forecast.
  ///
  /// @param target name of the column
  /// @param positions of the steps on the time axis of the dataset, ascending
  /// @param values `[positions]`
  @SuppressWarnings("ArrayRecordComponent")
  public record Residuals(String seriesId, String target, long[] positions, double[] values) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Residuals that
          && seriesId.equals(that.seriesId)
          && target.equals(that.target)
          && Arrays.equals(positions, that.positions)
          && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
      return Objects.hash(seriesId, target, Arrays.hashCode(positions), Arrays.hashCode(values));
    }
  }
}
