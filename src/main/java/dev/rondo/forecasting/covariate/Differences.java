package dev.rondo.forecasting.covariate;

import dev.rondo.forecasting.member.NormalEquations;
import java.util.List;

/// Sums the regression of the differences of targets on the differences of their features: `y(t) - y(t - lag)`, as a share of the
/// size of the target, on `x(t) - x(t - lag)`. A step with a missing value gives no row.
final class Differences {
  /// The part of a golden section; its multiples are even over the unit interval and follow no season.
  private static final double GOLDEN = 0.6180339887498949;

  /// Products of two numbers that one sum may take, about.
  private static final double MOST_PRODUCTS = 5e8;

  private final List<Sample> samples;
  private final List<Feature> features;
  private final int inputs;

  Differences(List<Sample> samples, List<Feature> features) {
    this.samples = samples;
    this.features = features;
    this.inputs = features.stream().mapToInt(Feature::count).sum() + 1;
  }

  /// The steps of a sample that give rows.
  enum Part {
    EARLY,
    CHECKED,
    ALL;

    private int from(Sample sample) {
      return this == CHECKED ? sample.checked() : sample.first();
    }

    private int to(Sample sample) {
      return this == EARLY ? sample.checked() : sample.end();
    }
  }

  /// The sums over a part. Where there are too many rows, an even selection of them is used.
  NormalEquations sums(int lag, Part part) {
    NormalEquations sums = new NormalEquations(inputs, 1);
    double share = share(part);
    double[] now = new double[inputs];
    double[] before = new double[inputs];
    double place = 0;
    for (Sample sample : samples) {
      int to = part.to(sample);
      for (int t = Math.max(part.from(sample), sample.first() + lag); t < to; t++) {
        double difference = (sample.values()[t] - sample.values()[t - lag]) / sample.size();
        place += GOLDEN;
        if (place - Math.floor(place) > share || !Double.isFinite(difference)) continue;
        boolean known =
            Effect.inputs(features, sample.ahead(), t, now)
                & Effect.inputs(features, sample.ahead(), t - lag, before);
        if (!known) continue;
        double[] row = sums.nextInputs();
        int at = sums.nextInput();
        for (int i = 0; i < inputs; i++) row[at + i] = now[i] - before[i];
        sums.nextOutputs()[sums.nextOutput()] = difference;
        sums.add();
      }
    }
    return sums;
  }

  /// The mean of each input over all steps, or over an even selection of them.
  double[] means() {
    double[] means = new double[inputs];
    double[] now = new double[inputs];
    double share = share(Part.ALL);
    double place = 0;
    long rows = 0;
    for (Sample sample : samples) {
      for (int t = sample.first(); t < sample.end(); t++) {
        place += GOLDEN;
        if (place - Math.floor(place) > share) continue;
        Effect.inputs(features, sample.ahead(), t, now);
        for (int i = 0; i < inputs; i++) means[i] += now[i];
        rows++;
      }
    }
    for (int i = 0; i < inputs; i++) means[i] /= Math.max(1, rows);
    return means;
  }

  private double share(Part part) {
    double rows = 1;
    for (Sample sample : samples) rows += part.to(sample) - part.from(sample);
    return MOST_PRODUCTS / (0.5 * inputs * inputs) / rows;
  }
}
