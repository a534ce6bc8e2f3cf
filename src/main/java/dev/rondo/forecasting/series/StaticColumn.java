package dev.rondo.forecasting.series;

/// A named property that every series of a dataset has, and that does not change over time.
public record StaticColumn(String name, Kind kind) {
  /// The type of its values.
  public enum Kind {
    NUMBER,
    CATEGORY
  }

  public StaticColumn {
    if (name.isBlank()) throw new IllegalArgumentException("a static column needs a name");
  }
}
