package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.member.PooledRidge;
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
            horizon,
            spec.season(),
            spec.scaled(),
            coefficients,
            Double.NaN,
            Double.NaN,
            0));
  }

  static FittedRidge of(MemberSpec.Ridge spec, PooledRidge fitted) {
    float[] rounded = new float[fitted.coefficients().length];
    for (int i = 0; i < rounded.length; i++) rounded[i] = (float) fitted.coefficients()[i];
    return of(spec, fitted.horizon(), rounded);
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
    int needed = spec.longestPast();
    for (int i = 0; i < pasts.size(); i++) {
      double[] past = pasts.get(i).values(needed);
      boolean known = Arrays.stream(past).anyMatch(value -> !Double.isNaN(value));
      ridge.forecast(known ? past : pasts.get(i).values(Integer.MAX_VALUE), 1, forecast);
      System.arraycopy(forecast, 0, points, i * horizon, horizon);
    }
    return MemberForecasts.points(points);
  }
}
