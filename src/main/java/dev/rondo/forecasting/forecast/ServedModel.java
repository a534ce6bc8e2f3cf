package dev.rondo.forecasting.forecast;

import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.model.Method;
import dev.rondo.forecasting.model.Model;
import java.util.List;
import java.util.Optional;

/// Makes forecasts with times and intervals from histories with a trained model. Several threads may use it. Keep it: it keeps what
/// forecasts share.
public sealed interface ServedModel permits ServedNetwork, ServedEnsemble {
  static ServedModel of(Model model) {
    return switch (model.description().method()) {
      case Method.TrainedNetwork network -> new ServedNetwork(model, network);
      case Method.TrainedEnsemble ensemble -> new ServedEnsemble(model, ensemble);
    };
  }

  Model model();

  /// What the forecast is made of, in the order of the weights.
  List<ModelPart> parts();

  /// Bytes of the weights and of the buffers that are kept between forecasts.
  long bytes();

  /// Bytes of the buffers with which one call of [#forecast] computes, whether they are kept from an earlier one or not.
  ///
  /// @param histories all that are forecast
  long workingBytes(List<History> histories, int horizon);

  /// The default levels of intervals, in percent: 80 and 95, as far as the model can give them.
  List<Double> usualLevels();

  /// Steps before the origin that a forecast reads at least, if they exist.
  int lookback();

  /// Numbers of the columns whose values in the horizon a forecast needs.
  List<Integer> columnsAhead();

  /// Number of the covariates whose effect on a forecast it can tell.
  int explained();

  /// Whether the times of steps change a forecast.
  boolean readsTimes();

  /// Steps before the origin that decide a forecast. Earlier values change it at most by the scale of their series: that of a
  /// relative scaler, and the least expected error of an ensemble.
  int window();

  /// Whether the model has enough held-out errors for intervals of a level in percent.
  boolean gives(double level);

  /// The held-out errors that determine an interval. Throws [InfeasibleException] if the model cannot give the interval at all.
  ///
  /// @param step ahead, from 1
  /// @param level in percent
  ErrorShare heldOut(int target, int step, double level);

  /// The reason why a history has no forecast of `horizon` steps; empty if it has one.
  Optional<String> obstacle(History history, int horizon);

  /// A forecast is not finite if the values are so far outside those of training that float32 overflows.
  ///
  /// Throws [InfeasibleException] if a history has other columns than the model or no known value, if the model cannot forecast so
  /// far, or if it cannot give what the options ask for.
  ///
  /// @return for each history in order, one forecast for each target
  List<Forecast> forecast(List<History> histories, ForecastOptions options);

  /// As [#forecast(List, ForecastOptions)], with intervals only.
  default List<Forecast> forecast(List<History> histories, int horizon, List<Double> levels) {
    return forecast(histories, ForecastOptions.of(horizon, levels));
  }
}
