package dev.rondo.forecasting.member;

import dev.rondo.forecasting.forecaster.Forecaster;
import dev.rondo.forecasting.window.Context;
import dev.rondo.forecasting.window.ObservedSeries;
import dev.rondo.forecasting.window.WindowLayout;
import java.util.List;

/// Forecasts each target of a series with a member, from its whole past and not only the lookback.
///
/// @param period steps of a season; 1 for none
public record LocalForecaster(LocalMember member, int period) implements Forecaster {
  @Override
  public String name() {
    return member.name();
  }

  @Override
  public void forecast(List<Context> contexts, WindowLayout layout, double[] forecasts) {
    int targets = layout.targets();
    double[] forecast = new double[layout.horizon()];
    int at = 0;
    for (Context context : contexts) {
      for (int f = 0; f < targets; f++) {
        member.forecast(past(context, f), period, forecast);
        for (int h = 0; h < forecast.length; h++) forecasts[at + h * targets + f] = forecast[h];
      }
      at += forecast.length * targets;
    }
  }

  private static double[] past(Context context, int target) {
    ObservedSeries series = context.series();
    double[] past = new double[context.origin() - series.first()];
    for (int k = 0; k < past.length; k++) {
      int step = series.first() + k;
      past[k] = series.observed(target, step) ? series.value(target, step) : Double.NaN;
    }
    return past;
  }
}
