package dev.rondo.forecasting.member;

/// Forecasts the seasonally adjusted history with another member and puts the season back, as the M4 competition does with its
/// benchmarks: a classical decomposition, only if the autocorrelation shows a season ([Decomposition#isSeasonal]).
///
/// @param inner sees no season
public record Deseasonalised(String name, LocalMember inner) implements LocalMember {
  /// The last value of the adjusted history.
  public static final Deseasonalised NAIVE2 =
      new Deseasonalised("naive2", new SimpleMember.Naive());

  @Override
  public void extrapolate(double[] values, int period, double[] forecast) {
    if (!Decomposition.isSeasonal(values, period)) {
      inner.extrapolate(values, 1, forecast);
      return;
    }
    Decomposition season = Decomposition.of(values, period);
    inner.extrapolate(season.adjust(values), 1, forecast);
    season.restore(forecast, values.length);
  }
}
