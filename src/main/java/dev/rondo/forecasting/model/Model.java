package dev.rondo.forecasting.model;

import dev.rondo.engine.network.Dimensions;
import dev.rondo.engine.network.Network;
import dev.rondo.forecasting.evaluation.Calibration;
import dev.rondo.forecasting.evaluation.Evaluation;
import dev.rondo.forecasting.scaling.Scale;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Frequency;
import java.time.ZoneId;
import java.util.List;

/// A trained model: immutable and shared. All components but `weights` are plain records that travel as JSON; a model is
/// stored as that JSON plus its weights.
@SuppressWarnings("ArrayRecordComponent")
public record Model(Description description, float[] weights) {
  /// Everything but the weights.
  ///
  /// @param scales one for each column
  public record Description(
      ModelSpec spec,
      Dimensions dimensions,
      List<Column> columns,
      Frequency frequency,
      ZoneId zone,
      List<Scale> scales,
      Calibration calibration,
      Evaluation evaluation,
      Provenance provenance) {}

  public Network network() {
    return new Network(description.spec().network(), description.dimensions());
  }
}
