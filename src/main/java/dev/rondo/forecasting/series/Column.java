package dev.rondo.forecasting.series;

/// A named column that every series of a dataset has.
public record Column(String name, Role role) {
  public Column {
    if (name.isBlank()) throw new IllegalArgumentException("a column needs a name");
  }
}
