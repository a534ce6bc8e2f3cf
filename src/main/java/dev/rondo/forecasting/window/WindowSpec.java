package dev.rondo.forecasting.window;

/// The shape of the windows that are cut from a series.
///
/// @param lookback number of past steps that the network reads
/// @param horizon number of steps that it forecasts
/// @param stride steps between the starts of training windows
public record WindowSpec(int lookback, int horizon, int stride) {
  public WindowSpec {
    between("lookback", lookback, 1, 100_000);
    between("horizon", horizon, 1, 10_000);
    between("stride", stride, 1, 100_000);
  }

  private static void between(String name, int value, int low, int high) {
    if (value < low || value > high)
      throw new IllegalArgumentException(
          name + " must be between " + low + " and " + high + ", was " + value);
  }
}
