package dev.rondo.forecasting.covariate;

import java.util.List;

/// What a network reads of the steps that it forecasts.
///
/// @param features without the time of day
public record KnownInputs(List<Feature> features) {
  /// No column is hidden.
  public static final int NOTHING = -2;

  public KnownInputs {
    features = List.copyOf(features);
  }

  /// Number of inputs of a step.
  public int count() {
    return features.stream().mapToInt(Feature::count).sum();
  }

  /// Writes the inputs of a step. A missing value counts as the mean of its column, or as its most frequent level.
  ///
  /// @param hidden number of a column whose values count as missing; [#NOTHING] for none
  /// @param into receives `count` numbers
  public void write(Ahead ahead, int step, int hidden, double[] into) {
    Moment moment = Moment.of(null, step);
    int at = 0;
    for (Feature feature : features) {
      double value = feature.column() == hidden ? Double.NaN : feature.value(ahead, step);
      feature.write(value, moment, into, at);
      at += feature.count();
    }
  }
}
