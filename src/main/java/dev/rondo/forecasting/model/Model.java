package dev.rondo.forecasting.model;

import dev.rondo.engine.network.Dimensions;
import dev.rondo.engine.network.Network;
import dev.rondo.forecasting.evaluation.Calibration;
import dev.rondo.forecasting.evaluation.Evaluation;
import dev.rondo.forecasting.forecaster.Forecaster;
import dev.rondo.forecasting.forecaster.NetworkForecaster;
import dev.rondo.forecasting.scaling.Scale;
import dev.rondo.forecasting.scaling.Scaling;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.TableColumns;
import dev.rondo.forecasting.window.WindowLayout;
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

  /// The shape of its windows.
  public WindowLayout layout() {
    ModelSpec spec = description.spec();
    return new WindowLayout(
        spec.network().topology(),
        spec.window().lookback(),
        spec.window().horizon(),
        description.columns().size(),
        description.dimensions().features());
  }

  public Scaling scaling() {
    return new Scaling(description.spec().scaler(), description.scales());
  }

  /// A new forecaster with buffers of its own.
  ///
  /// @param capacity contexts that it computes together
  public Forecaster forecaster(int capacity) {
    return new NetworkForecaster(network(), weights, scaling(), capacity);
  }

  /// Bytes of a [#forecaster].
  public long forecasterBytes(int capacity) {
    return (long) Float.BYTES * weights.length
        + NetworkForecaster.bytes(network(), description.columns().size(), capacity);
  }
}
