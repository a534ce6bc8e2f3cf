package dev.rondo.forecasting.model;

import dev.rondo.engine.network.Dimensions;
import dev.rondo.engine.network.Network;
import dev.rondo.forecasting.auto.AutoRequest;
import dev.rondo.forecasting.auto.AutoResult.MemberScore;
import dev.rondo.forecasting.auto.Decision;
import dev.rondo.forecasting.auto.EnsembleSpec;
import dev.rondo.forecasting.auto.MeasuredCoverage;
import dev.rondo.forecasting.evaluation.Calibration;
import dev.rondo.forecasting.scaling.Scale;
import dev.rondo.forecasting.scaling.Scaling;
import dev.rondo.forecasting.window.WindowLayout;
import java.util.List;

/// What a model forecasts with. The weights of the model are its numbers.
public sealed interface Method {
  /// Steps that it forecasts directly.
  int horizon();

  /// Number of weights that it needs.
  long numbers();

  /// A network whose specification the user chose.
  ///
  /// @param scales one for each column
  record TrainedNetwork(
      ModelSpec spec, Dimensions dimensions, List<Scale> scales, Calibration calibration)
      implements Method {
    public Network network() {
      return new Network(spec.network(), dimensions);
    }

    public Scaling scaling() {
      return new Scaling(spec.scaler(), scales);
    }

    /// The shape of its windows.
    public WindowLayout layout() {
      return new WindowLayout(
          spec.network().topology(),
          spec.window().lookback(),
          spec.window().horizon(),
          scales.size(),
          dimensions.features());
    }

    @Override
    public int horizon() {
      return spec.window().horizon();
    }

    @Override
    public long numbers() {
      return network().parameterCount();
    }
  }

  /// An ensemble whose members were chosen from the data.
  ///
  /// @param request what the user asked for
  /// @param plan the choices and their reasons
  /// @param members all members that were tried
  /// @param coverage measured coverage of the intervals in the hold-out
  record TrainedEnsemble(
      AutoRequest request,
      EnsembleSpec ensemble,
      List<Decision> plan,
      List<MemberScore> members,
      List<MeasuredCoverage> coverage)
      implements Method {
    @Override
    public int horizon() {
      return ensemble.horizon();
    }

    @Override
    public long numbers() {
      return ensemble.numbers();
    }
  }
}
