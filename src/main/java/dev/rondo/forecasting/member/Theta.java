package dev.rondo.forecasting.member;

/// The theta method (Assimakopoulos and Nikolopoulos 2000), winner of the M3 competition, on an adjusted series: half the line of
/// least squares, and half the simple exponential smoothing of the theta line 2, which is twice the values minus that line.
public record Theta() implements LocalMember {
  /// On the seasonally adjusted series.
  public static final Deseasonalised STANDARD = new Deseasonalised("theta", new Theta());

  @Override
  public String name() {
    return "theta-lines";
  }

  @Override
  public void extrapolate(double[] values, int period, double[] forecast) {
    Line line = Line.through(values);
    double[] second = new double[values.length];
    for (int t = 0; t < second.length; t++) second[t] = 2 * values[t] - line.at(t);
    Smoothing.SIMPLE.extrapolate(second, 1, forecast);
    for (int h = 0; h < forecast.length; h++)
      forecast[h] = (forecast[h] + line.at(values.length + h)) / 2;
  }
}
