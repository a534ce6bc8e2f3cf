package dev.rondo.forecasting.scaling;

/// A reversible map of one column: `scaled = (value - offset) * factor`.
public record Scale(double offset, double factor) {
  public double apply(double value) {
    return (value - offset) * factor;
  }

  public double invert(double scaled) {
    return scaled / factor + offset;
  }
}
