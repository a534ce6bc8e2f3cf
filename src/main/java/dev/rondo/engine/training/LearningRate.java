package dev.rondo.engine.training;

/// Step length of the optimizer over time. `warmUpSteps` updates rise linearly to the rate first.
public sealed interface LearningRate {
  double rate();

  int warmUpSteps();

  /// The same rate throughout.
  record Constant(double rate, int warmUpSteps) implements LearningRate {
    public Constant {
      check(rate, warmUpSteps);
    }
  }

  /// Multiplied by `factor` every `everyEpochs` epochs.
  record StepDecay(double rate, int everyEpochs, double factor, int warmUpSteps) implements LearningRate {
    public StepDecay {
      check(rate, warmUpSteps);
      if (everyEpochs < 1) throw new IllegalArgumentException("everyEpochs must be at least 1, was " + everyEpochs);
      if (!(factor > 0 && factor <= 1)) throw new IllegalArgumentException("factor must be in (0, 1], was " + factor);
    }
  }

  /// Half a cosine from `rate` to `finalRate` over the whole training (Loshchilov and Hutter 2017).
  record Cosine(double rate, double finalRate, int warmUpSteps) implements LearningRate {
    public Cosine {
      check(rate, warmUpSteps);
      if (!(finalRate >= 0 && finalRate <= rate)) throw new IllegalArgumentException("finalRate must be between 0 and rate, was " + finalRate);
    }
  }

  private static void check(double rate, int warmUpSteps) {
    if (!(rate > 0 && rate <= 10)) throw new IllegalArgumentException("rate must be in (0, 10], was " + rate);
    if (warmUpSteps < 0) throw new IllegalArgumentException("warmUpSteps must not be negative, was " + warmUpSteps);
  }
}
