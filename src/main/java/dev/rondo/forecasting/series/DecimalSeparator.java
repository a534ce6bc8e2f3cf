package dev.rondo.forecasting.series;

/// The character between the whole number and its decimals; the other one may separate thousands.
public enum DecimalSeparator {
  POINT,
  COMMA
}
