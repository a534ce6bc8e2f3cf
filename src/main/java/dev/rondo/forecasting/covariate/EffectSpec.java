package dev.rondo.forecasting.covariate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Everything of an effect except its coefficients.
///
/// @param features inputs of the regression
/// @param lag steps between the two values of the differences that it is fitted to
/// @param penalty relative to the mean square of the inputs
/// @param scaled whether it is a share of the size of each target; otherwise it is in the units of the only one
/// @param columns errors with and without each column that is used
public record EffectSpec(
    List<Feature> features, int lag, double penalty, boolean scaled, List<ColumnError> columns) {
  public EffectSpec {
    features = List.copyOf(features);
    columns = List.copyOf(columns);
  }

  /// Errors of the effect at the end of the training part, relative to the size of the differences there.
  ///
  /// @param column name
  /// @param with root mean squared error of the effect of all columns that are used
  /// @param without the same if this column is left out
  public record ColumnError(String column, double with, double without) {}

  /// Number of inputs, without the constant.
  public int count() {
    return features.stream().mapToInt(Feature::count).sum();
  }

  /// Numbers of the columns that it reads, among those known ahead, in ascending order.
  public Set<Integer> columnNumbers() {
    Set<Integer> numbers = new TreeSet<>();
    for (Feature feature : features)
      if (feature.column() != Feature.NO_COLUMN) numbers.add(feature.column());
    return numbers;
  }

  /// The columns without knots and without the time of day, which a network finds by itself.
  public KnownInputs inputs() {
    List<Feature> plain = new ArrayList<>();
    for (Feature feature : features)
      switch (feature) {
        case Feature.Curve curve ->
            plain.add(
                new Feature.Curve(
                    curve.column(), curve.mean(), curve.deviation(), List.of(), curve.steps(), 0));
        case Feature.Levels levels ->
            plain.add(new Feature.Levels(levels.column(), levels.levels(), 0));
        case Feature.Calendar _ -> {}
      }
    return new KnownInputs(plain);
  }

  /// Whether it reads the times of steps.
  public boolean readsTimes() {
    return features.stream()
        .anyMatch(feature ->
            switch (feature) {
              case Feature.Curve curve -> curve.waves() > 0;
              case Feature.Levels levels -> levels.waves() > 0;
              case Feature.Calendar _ -> true;
            });
  }
}
