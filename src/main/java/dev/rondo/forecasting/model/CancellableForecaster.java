package dev.rondo.forecasting.model;

import dev.rondo.forecasting.forecaster.Forecaster;
import dev.rondo.forecasting.window.Context;
import dev.rondo.forecasting.window.WindowLayout;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/// A forecaster that throws [CancellationException] instead of forecasting once it is cancelled.
record CancellableForecaster(Forecaster forecaster, BooleanSupplier ends) implements Forecaster {
  @Override
  public String name() {
    return forecaster.name();
  }

  @Override
  public int quantiles() {
    return forecaster.quantiles();
  }

  @Override
  public int point() {
    return forecaster.point();
  }

  @Override
  public void forecast(List<Context> contexts, WindowLayout layout, double[] forecasts) {
    if (ends.getAsBoolean()) throw new CancellationException("the evaluation was told to end");
    forecaster.forecast(contexts, layout, forecasts);
  }
}
