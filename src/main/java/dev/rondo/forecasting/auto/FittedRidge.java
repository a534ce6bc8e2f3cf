package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.covariate.Ahead;
import dev.rondo.forecasting.covariate.EffectSpec.ColumnError;
import dev.rondo.forecasting.member.PooledRidge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A fitted ridge, with coefficients as precise as they are stored: float32.
record FittedRidge(MemberSpec.Ridge spec, PooledRidge ridge) implements Fitted {
  static FittedRidge of(MemberSpec.Ridge spec, int horizon, float[] weights) {
    double[] coefficients = new double[weights.length];
    for (int i = 0; i < weights.length; i++) coefficients[i] = weights[i];
    return new FittedRidge(
        spec,
        new PooledRidge(
            spec.lookback(),
            spec.inputs() - spec.lookback(),
            horizon,
            spec.season(),
            spec.scaled(),
            coefficients,
            Double.NaN,
            Double.NaN,
            new double[0],
            0));
  }

  static FittedRidge of(MemberSpec.Ridge spec, PooledRidge fitted) {
    float[] rounded = new float[fitted.coefficients().length];
    for (int i = 0; i < rounded.length; i++) rounded[i] = (float) fitted.coefficients()[i];
    return of(measured(spec, fitted), fitted.horizon(), rounded);
  }

  private static MemberSpec.Ridge measured(MemberSpec.Ridge spec, PooledRidge fitted) {
    RidgeColumns columns = spec.columns();
    if (columns == null || fitted.errorsWithout().length == 0) return spec;
    List<ColumnError> errors = new ArrayList<>();
    List<String> names = columns.names();
    for (int c = 0; c < names.size(); c++)
      errors.add(
          new ColumnError(
              names.get(c), Math.sqrt(fitted.error()), Math.sqrt(fitted.errorsWithout()[c])));
    return spec.measured(errors);
  }

  @Override
  public float[] weights() {
    float[] weights = new float[ridge.coefficients().length];
    for (int i = 0; i < weights.length; i++) weights[i] = (float) ridge.coefficients()[i];
    return weights;
  }

  @Override
  public MemberForecasts forecast(List<TrackPast> pasts, int horizon) {
    double[] points = new double[pasts.size() * horizon];
    double[] forecast = new double[horizon];
    RidgeColumns columns = spec.columns();
    double[] further = new double[spec.inputs() - spec.lookback()];
    for (int i = 0; i < pasts.size(); i++) {
      TrackPast past = pasts.get(i);
      if (columns != null) columns.write(past.track().knownAhead(), past.origin(), further, 0);
      ridge.forecast(values(past), further, forecast);
      System.arraycopy(forecast, 0, points, i * horizon, horizon);
    }
    return MemberForecasts.points(points);
  }

  /// The last values that are read, if some of them are known.
  private double[] values(TrackPast past) {
    double[] values = past.values(spec.longestPast());
    boolean known = Arrays.stream(values).anyMatch(value -> !Double.isNaN(value));
    return known ? values : past.values(Integer.MAX_VALUE);
  }

  @Override
  public double[] difference(TrackPast past, int horizon, int column) {
    RidgeColumns columns = spec.columns();
    if (columns == null || column < Ahead.PAST) return new double[horizon];
    double[] only = columns.only(past.track().knownAhead(), past.origin(), column - Ahead.PAST);
    return ridge.difference(values(past), only);
  }
}
