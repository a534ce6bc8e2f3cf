package dev.rondo.engine.training;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a segment network is trained.
///
/// @param steps budget: the largest number of updates, over which the learning rate falls
/// @param batchSize largest number of windows of an update
/// @param loss of one error; a pinball loss has the levels of the network's quantiles, the others need a network with one
/// @param quantileWeights weight of each quantile in the loss
/// @param gradientClipping null for none
/// @param averaging share of the averaged weights that stays at each update, in [0, 1); less in the first updates, so that the
///     average does not depend on the initial weights. The average is what a training returns
/// @param checkEvery updates between two hold-out losses
/// @param patience share of the budget after which training ends if the hold-out loss of the averaged weights has not fallen
public record SegmentTrainingSpec(
    int steps,
    int batchSize,
    Loss loss,
    List<Double> quantileWeights,
    Optimizer optimizer,
    @Nullable GradientClipping gradientClipping,
    double averaging,
    int checkEvery,
    double patience) {
  public SegmentTrainingSpec {
    quantileWeights = List.copyOf(quantileWeights);
    if (steps < 1 || steps > 10_000_000)
      throw new IllegalArgumentException("steps must be between 1 and 10000000, was " + steps);
    if (batchSize < 1 || batchSize > 65_536)
      throw new IllegalArgumentException("batchSize must be between 1 and 65536, was " + batchSize);
    if (quantileWeights.size() != loss.quantiles())
      throw new IllegalArgumentException(
          "quantileWeights must name %d weights, was %s"
              .formatted(loss.quantiles(), quantileWeights));
    for (double weight : quantileWeights) {
      if (!(weight >= 0 && weight <= 1e6))
        throw new IllegalArgumentException(
            "quantileWeights must be in [0, 1e6], was " + quantileWeights);
    }
    if (!(averaging >= 0 && averaging < 1))
      throw new IllegalArgumentException("averaging must be in [0, 1), was " + averaging);
    if (checkEvery < 1)
      throw new IllegalArgumentException("checkEvery must be at least 1, was " + checkEvery);
    if (!(patience > 0 && patience <= 1))
      throw new IllegalArgumentException("patience must be in (0, 1], was " + patience);
  }
}
