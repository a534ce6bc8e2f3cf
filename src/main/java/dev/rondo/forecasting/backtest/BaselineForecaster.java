package dev.rondo.forecasting.backtest;

import dev.rondo.forecasting.member.LocalMember;
import java.util.ArrayList;
import java.util.List;

/// Forecasts each target with a method that needs no fit.
///
/// @param period steps of a season; 1 for none
record BaselineForecaster(LocalMember member, int period) implements OriginForecaster {
  @Override
  public List<OriginForecast> forecast(List<Case> cases) {
    List<OriginForecast> forecasts = new ArrayList<>();
    for (Case one : cases) {
      for (int f = 0; f < one.dataset().targets(); f++) {
        double[] point = new double[one.horizon()];
        member.forecast(one.history(f), period, point);
        forecasts.add(
            new OriginForecast(one.number(), f, one.origin(), one.actual(f), point, null, null));
      }
    }
    return forecasts;
  }
}
