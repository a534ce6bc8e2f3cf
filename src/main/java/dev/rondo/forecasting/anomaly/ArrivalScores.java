package dev.rondo.forecasting.anomaly;

import dev.rondo.forecasting.forecast.ErrorShare;
import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.ForecastOptions;
import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.ServedModel;
import java.util.ArrayList;
import java.util.List;

/// Scores single observations, as they arrive, by the forecast of the next step from the values before them. Whether an alarm begins a
/// level shift shows only later, see [AnomalySearch].
public final class ArrivalScores {
  private final ServedModel model;
  private final AnomalySpec spec;
  private final AlarmLevels levels;

  /// @param spec with forecasts of one step
  public ArrivalScores(ServedModel model, AnomalySpec spec) {
    this.model = model;
    this.spec = spec;
    this.levels = AlarmLevels.of(model, spec);
  }

  /// The held-out errors that set the threshold.
  public ErrorShare heldOut() {
    return model.heldOut(0, spec.ahead(), spec.level());
  }

  /// The score of the observation after each history. Its step is that after the history, from 0; it has no score if there is nothing
  /// to forecast from.
  ///
  /// Throws `InfeasibleException` if the model has too few errors for the level.
  ///
  /// @param values observed values
  public List<ScoredStep> of(List<History> pasts, double[] values) {
    List<History> possible =
        pasts.stream().filter(past -> model.obstacle(past, spec.ahead()).isEmpty()).toList();
    List<Forecast> made =
        model.forecast(possible, ForecastOptions.of(spec.ahead(), levels.levels()));
    List<ScoredStep> scores = new ArrayList<>(pasts.size());
    int next = 0;
    for (int i = 0; i < values.length; i++) {
      History past = pasts.get(i);
      boolean forecast = next < possible.size() && possible.get(next) == past;
      scores.add(
          forecast
              ? Surprise.score(
                  past.steps(), values[i], made.get(next++), spec.ahead() - 1, levels.alarm())
              : ScoredStep.unscored(past.steps(), values[i], null));
    }
    return scores;
  }
}
