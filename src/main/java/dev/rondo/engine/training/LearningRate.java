package dev.rondo.engine.training;

/// Learning rate over time. The first `warmUpSteps` updates rise linearly to the rate.
public sealed interface LearningRate {
  double rate();

  int warmUpSteps();

  /// The factor of the schedule without warm-up, from 0 to 1.
  ///
  /// @param step number of earlier updates, from 0
  /// @param stepsPerEpoch updates of an epoch
  /// @param steps updates of the whole training
  double decay(long step, long stepsPerEpoch, long steps);

  /// The rate of the update after `step` earlier ones.
  default double at(long step, long stepsPerEpoch, long steps) {
    double warmUp = step < warmUpSteps() ? (step + 1.0) / warmUpSteps() : 1.0;
    return rate() * warmUp * decay(step, stepsPerEpoch, steps);
  }

  /// A constant rate.
  record Constant(double rate, int warmUpSteps) implements LearningRate {
    public Constant {
      check(rate, warmUpSteps);
    }

    @Override
    public double decay(long step, long stepsPerEpoch, long steps) {
      return 1;
    }
  }

  /// Multiplied by `factor` every `everyEpochs` epochs.
  record StepDecay(double rate, int everyEpochs, double factor, int warmUpSteps)
      implements LearningRate {
    public StepDecay {
      check(rate, warmUpSteps);
      if (everyEpochs < 1)
        throw new IllegalArgumentException("everyEpochs must be at least 1, was " + everyEpochs);
      if (!(factor > 0 && factor <= 1))
        throw new IllegalArgumentException("factor must be in (0, 1], was " + factor);
    }

    @Override
    public double decay(long step, long stepsPerEpoch, long steps) {
      return Arithmetic.power(factor, step / stepsPerEpoch / everyEpochs);
    }
  }

  /// Half a cosine from `rate` to `finalRate` over the whole training (Loshchilov and Hutter 2017).
  record Cosine(double rate, double finalRate, int warmUpSteps) implements LearningRate {
    public Cosine {
      check(rate, warmUpSteps);
      if (!(finalRate >= 0 && finalRate <= rate))
        throw new IllegalArgumentException(
            "finalRate must be between 0 and rate, was " + finalRate);
    }

    @Override
    public double decay(long step, long stepsPerEpoch, long steps) {
      double share = Math.min(1.0, (double) step / Math.max(1, steps));
      double last = finalRate / rate;
      // (1 + cos(a)) / 2 = 1 - sin(a / 2)^2
      double sine = Arithmetic.sine(0.5 * Math.PI * share);
      return last + (1 - last) * (1 - sine * sine);
    }
  }

  private static void check(double rate, int warmUpSteps) {
    if (!(rate > 0 && rate <= 10))
      throw new IllegalArgumentException("rate must be in (0, 10], was " + rate);
    if (warmUpSteps < 0)
      throw new IllegalArgumentException("warmUpSteps must not be negative, was " + warmUpSteps);
  }
}
