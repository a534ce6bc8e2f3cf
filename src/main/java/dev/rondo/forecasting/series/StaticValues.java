package dev.rondo.forecasting.series;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The static values of one series, by the names of their columns. A missing value is absent.
public record StaticValues(Map<String, Double> numbers, Map<String, String> categories) {
  /// No static values.
  public static final StaticValues NONE = new StaticValues(Map.of(), Map.of());

  public StaticValues {
    numbers = Map.copyOf(numbers);
    categories = Map.copyOf(categories);
    numbers.forEach((name, value) -> {
      if (!Double.isFinite(value))
        throw new IllegalArgumentException(
            "the static value '" + name + "' must be a finite number, was " + value);
    });
  }

  /// NaN if the value is missing.
  public double number(String column) {
    Double value = numbers.get(column);
    return value == null ? Double.NaN : value;
  }

  /// Null if the value is missing.
  public @Nullable String category(String column) {
    return categories.get(column);
  }
}
