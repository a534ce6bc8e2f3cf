package dev.rondo.forecasting.member;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Exponential smoothing of the form with the lowest corrected information criterion of Akaike,
/// `AICc = -2 log L + 2 k n / (n - k - 1)` with k estimated numbers (Hyndman, Koehler, Snyder and Grose 2002). A series that is too
/// short for every form gets its last value.
public record Ets() implements LocalMember {
  @Override
  public String name() {
    return "ets";
  }

  @Override
  public void extrapolate(double[] values, int period, double[] forecast) {
    double[] recent = EtsFit.recent(values, period);
    EtsFit best = choose(recent, period);
    if (best == null) Arrays.fill(forecast, values[values.length - 1]);
    else best.forecast(forecast);
  }

  private static @Nullable EtsFit choose(double[] values, int period) {
    int n = values.length;
    boolean positive = Arrays.stream(values).allMatch(value -> value > 0);
    boolean seasonal = period > 1 && n >= 2 * period;
    EtsFit best = null;
    double lowest = Double.POSITIVE_INFINITY;
    for (EtsForm form : EtsForm.all(seasonal)) {
      int k = form.estimated(period);
      if (n <= k + 1 || form.needsPositiveValues() && !positive) continue;
      EtsFit fit = EtsFit.of(form, values, period);
      double criterion = fit.likelihood() + 2.0 * k * n / (n - k - 1);
      if (criterion < lowest) {
        lowest = criterion;
        best = fit;
      }
    }
    return best;
  }
}
