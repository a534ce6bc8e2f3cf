package dev.rondo.forecasting.model;

import dev.rondo.engine.network.Dimensions;
import dev.rondo.engine.network.Network;
import dev.rondo.forecasting.evaluation.Calibration;
import dev.rondo.forecasting.evaluation.Evaluation;
import dev.rondo.forecasting.scaling.Scale;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.TableColumns;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A trained model: immutable and shared. All components except `weights` are records that are stored as JSON.
@SuppressWarnings("ArrayRecordComponent")
public record Model(Description description, float[] weights) {
  /// Everything except the weights.
  ///
  /// @param scales one for each column
  /// @param table columns of the table that it was trained on; null if there was none
  public record Description(
      ModelSpec spec,
      Dimensions dimensions,
      List<Column> columns,
      Frequency frequency,
      ZoneId zone,
      List<Scale> scales,
      Calibration calibration,
      Evaluation evaluation,
      Provenance provenance,
      @Nullable TableColumns table) {}

  public Network network() {
    return new Network(description.spec().network(), description.dimensions());
  }
}
