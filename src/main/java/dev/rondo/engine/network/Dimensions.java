package dev.rondo.engine.network;

/// The sizes of a network that depend on the data.
///
/// @param inputs features of one input step (I)
/// @param steps input steps of a batch (T); 1 for a vector-to-sequence network
/// @param features target features (F)
/// @param horizon steps that one pass forecasts
/// @param quantiles output columns for each target value; 1 unless the loss is pinball
/// @param point the column among them that is the point forecast and the input of a decoder
public record Dimensions(
    int inputs, int steps, int features, int horizon, int quantiles, int point) {
  public Dimensions {
    atLeastOne("inputs", inputs);
    atLeastOne("steps", steps);
    atLeastOne("features", features);
    atLeastOne("horizon", horizon);
    atLeastOne("quantiles", quantiles);
    if (point < 0 || point >= quantiles)
      throw new IllegalArgumentException("point must be a column of the quantiles, was " + point);
  }

  /// With the middle column as the point forecast.
  public Dimensions(int inputs, int steps, int features, int horizon, int quantiles) {
    this(inputs, steps, features, horizon, quantiles, quantiles / 2);
  }

  /// Number of steps with outputs (S).
  public int outputSteps(Topology topology) {
    return switch (topology.recipe().output()) {
      case LAST -> 1;
      case EVERY -> unrolledSteps(topology);
      case DECODER -> horizon;
    };
  }

  /// Number of steps over which the layers are unrolled, without those of a decoder.
  int unrolledSteps(Topology topology) {
    return switch (topology.recipe().input()) {
      case SEQUENCE -> steps;
      case VECTOR -> horizon;
    };
  }

  /// Target values of each output step; in row `h * features + f` if a step contains the whole horizon.
  public int targets(Topology topology) {
    return switch (topology.recipe().span()) {
      case HORIZON -> horizon * features;
      case STEP -> features;
    };
  }

  /// Output values of each output step (O): target row times `quantiles`, with the quantile innermost.
  public int outputs(Topology topology) {
    return targets(topology) * quantiles;
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) throw new IllegalArgumentException(name + " must be at least 1, was " + value);
  }
}
