package dev.rondo.forecasting.series;

/// A named column of every series of a dataset.
public record Column(String name, Role role) {
  public Column {
    if (name.isBlank()) throw new IllegalArgumentException("a column needs a name");
  }
}
