package dev.rondo.forecasting.model;

import dev.rondo.forecasting.evaluation.ErrorProfile;
import dev.rondo.forecasting.evaluation.Evaluation;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.TableColumns;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A trained model: immutable and shared. All components except `weights` are records that are stored as JSON.
@SuppressWarnings("ArrayRecordComponent")
public record Model(Description description, float[] weights) {
  /// Everything except the weights.
  ///
  /// @param method what forecasts
  /// @param table columns of the table that it was trained on; null if there was none
  /// @param errors of the held-out forecasts; null if there were none, and in models of earlier builds
  public record Description(
      Method method,
      List<Column> columns,
      Frequency frequency,
      ZoneId zone,
      Evaluation evaluation,
      Provenance provenance,
      @Nullable TableColumns table,
      @Nullable ErrorProfile errors) {
    /// Number of columns that are forecast; they come first.
    public int targets() {
      return (int) columns.stream().filter(column -> column.role() == Role.TARGET).count();
    }
  }
}
