package dev.rondo.forecasting.member;

import dev.rondo.forecasting.member.EtsForm.Kind;
import dev.rondo.forecasting.member.EtsForm.Trend;
import java.util.Arrays;
import java.util.List;

/// Exponential smoothing of a given form, fitted to each series by least squares. A series that is too short for the form, or not
/// positive where the form needs it, gets the next simpler one.
public record Smoothing(String name, EtsForm form) implements LocalMember {
  /// Simple exponential smoothing (Brown 1956).
  public static final Smoothing SIMPLE = new Smoothing("ses", EtsForm.SIMPLE);

  /// With a trend (Holt 1957).
  public static final Smoothing HOLT = smoothing("holt", Trend.ADDITIVE, Kind.NONE);

  /// With a damped trend (Gardner and McKenzie 1985).
  public static final Smoothing DAMPED = smoothing("damped", Trend.DAMPED, Kind.NONE);

  /// With a trend and a season (Winters 1960).
  public static final List<Smoothing> HOLT_WINTERS =
      List.of(
          smoothing("holt-winters-additive", Trend.ADDITIVE, Kind.ADDITIVE),
          smoothing("holt-winters-multiplicative", Trend.ADDITIVE, Kind.MULTIPLICATIVE),
          smoothing("holt-winters-additive-damped", Trend.DAMPED, Kind.ADDITIVE),
          smoothing("holt-winters-multiplicative-damped", Trend.DAMPED, Kind.MULTIPLICATIVE));

  /// The mean of the first three on the seasonally adjusted series, the benchmark `Comb` of the M competitions.
  public static final Deseasonalised COMB =
      new Deseasonalised("comb", new MeanOf("smoothing", List.of(SIMPLE, HOLT, DAMPED)));

  private static Smoothing smoothing(String name, Trend trend, Kind season) {
    return new Smoothing(name, new EtsForm(Kind.ADDITIVE, trend, season));
  }

  @Override
  public void extrapolate(double[] values, int period, double[] forecast) {
    double[] recent = EtsFit.recent(values, period);
    EtsFit.of(suitable(recent, period), recent, period).forecast(forecast);
  }

  private EtsForm suitable(double[] values, int period) {
    boolean positive = Arrays.stream(values).allMatch(value -> value > 0);
    boolean seasonal = period > 1 && values.length >= 2 * period;
    Kind season = seasonal ? form.season() : Kind.NONE;
    if (season == Kind.MULTIPLICATIVE && !positive) season = Kind.ADDITIVE;
    Kind error = positive ? form.error() : Kind.ADDITIVE;
    EtsForm suitable = new EtsForm(error, form.trend(), season);
    while (suitable.hasTrend() && values.length < suitable.estimated(period)) {
      Trend simpler = suitable.trend() == Trend.DAMPED ? Trend.ADDITIVE : Trend.NONE;
      suitable = new EtsForm(error, simpler, season);
    }
    return suitable;
  }
}
