package dev.rondo.forecasting.member;

import java.util.List;

/// How a pooled ridge is fitted.
///
/// @param lookback number of past steps that it reads
/// @param horizon number of steps that it forecasts directly
/// @param season it forecasts the difference from the value of one season before; 1: from the last value
/// @param scaled whether each window is divided by its level, so that series of all sizes count alike
/// @param intercept whether the forecast has a constant part; without it, the negative of a series has the negative forecast
/// @param holdOut last steps of each series, on which the penalty is chosen; at least the horizon
/// @param refits whether the coefficients are fitted again with the hold-out
/// @param penalties to choose from, relative to the mean square of the inputs, in descending order
/// @param mostWindows above this number, an even selection of the windows is used; 0: as many as take a few seconds
public record RidgeSpec(
    int lookback,
    int horizon,
    int season,
    boolean scaled,
    boolean intercept,
    int holdOut,
    boolean refits,
    List<Double> penalties,
    int mostWindows) {
  /// Half a decade apart.
  public static final List<Double> USUAL_PENALTIES =
      List.of(30.0, 10.0, 3.0, 1.0, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 1e-4, 1e-5);

  /// Products of two numbers that take a few seconds.
  public static final double MOST_PRODUCTS = 8e9;

  public RidgeSpec {
    if (lookback < 1 || horizon < 1 || season < 1)
      throw new IllegalArgumentException(
          "lookback, horizon and season must be at least 1, were %d, %d and %d"
              .formatted(lookback, horizon, season));
    if (holdOut < horizon)
      throw new IllegalArgumentException(
          "holdOut must be at least the horizon %d, was %d".formatted(horizon, holdOut));
    penalties = List.copyOf(penalties);
    if (penalties.isEmpty() || !penalties.stream().allMatch(penalty -> penalty > 0))
      throw new IllegalArgumentException(
          "penalties must be above 0, and at least one, were " + penalties);
  }

  /// With the usual penalties, an intercept if the windows are scaled, a hold-out of one horizon, and a last fit on everything.
  public static RidgeSpec usual(int lookback, int horizon, int season, boolean scaled) {
    return new RidgeSpec(
        lookback, horizon, season, scaled, scaled, horizon, true, USUAL_PENALTIES, 0);
  }

  /// Largest number of windows.
  int windows() {
    return mostWindows > 0 ? mostWindows : windows(lookback, horizon, MOST_PRODUCTS);
  }

  /// The number of windows of a fit with about so many products of two numbers, but enough for the coefficients.
  public static int windows(int lookback, int horizon, double products) {
    return (int) Math.max(3.0 * lookback, products / productsOfWindow(lookback, horizon));
  }

  /// Products that one window adds to a fit.
  public static double productsOfWindow(int lookback, int horizon) {
    return (lookback + 1.0) * (lookback / 2.0 + horizon);
  }
}
