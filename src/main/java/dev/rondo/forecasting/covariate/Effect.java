package dev.rondo.forecasting.covariate;

import java.util.List;

/// The effect of covariates known ahead and of the calendar on a target, as a share of the size of the target or in its units. Its
/// mean over the training part is 0.
///
/// @param coefficients one for each input, and the constant
@SuppressWarnings("ArrayRecordComponent")
public record Effect(EffectSpec spec, double[] coefficients) {
  /// The effect of each step from `from` to `to`. A missing value counts as the mean of its column.
  public double[] of(Ahead ahead, int from, int to) {
    double[] effects = new double[to - from];
    double[] inputs = new double[coefficients.length];
    for (int step = from; step < to; step++) {
      inputs(spec.features(), ahead, step, inputs);
      double sum = 0;
      for (int i = 0; i < inputs.length; i++) sum += coefficients[i] * inputs[i];
      effects[step - from] = sum;
    }
    return effects;
  }

  /// What a column changes: the effect of each step less the effect with the column at its mean, or at its most frequent level.
  ///
  /// @param column number among the columns known ahead
  public double[] difference(Ahead ahead, int from, int to, int column) {
    double[] differences = new double[to - from];
    double[] present = new double[coefficients.length];
    double[] usual = new double[coefficients.length];
    int at = 0;
    for (Feature feature : spec.features()) {
      int end = at + feature.count();
      for (int step = from; feature.column() == column && step < to; step++) {
        Moment moment = Moment.of(ahead.timeline(), step);
        feature.write(feature.value(ahead, step), moment, present, at);
        feature.write(Double.NaN, moment, usual, at);
        for (int i = at; i < end; i++)
          differences[step - from] += coefficients[i] * (present[i] - usual[i]);
      }
      at = end;
    }
    return differences;
  }

  /// Writes the inputs of a step and the constant 1; returns whether every column is known.
  static boolean inputs(List<Feature> features, Ahead ahead, int step, double[] into) {
    Moment moment = Moment.of(ahead.timeline(), step);
    boolean known = true;
    int at = 0;
    for (Feature feature : features) {
      double value = feature.value(ahead, step);
      known &= !Double.isNaN(value);
      feature.write(value, moment, into, at);
      at += feature.count();
    }
    into[at] = 1;
    return known;
  }

  /// The effect with coefficients as precise as they are stored.
  public static Effect of(EffectSpec spec, float[] numbers) {
    double[] coefficients = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) coefficients[i] = numbers[i];
    return new Effect(spec, coefficients);
  }

  /// Its coefficients, for storing.
  public float[] numbers() {
    float[] numbers = new float[coefficients.length];
    for (int i = 0; i < numbers.length; i++) numbers[i] = (float) coefficients[i];
    return numbers;
  }
}
