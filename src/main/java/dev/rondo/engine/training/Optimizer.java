package dev.rondo.engine.training;

/// The rule that turns a gradient into a change of the weights.
public sealed interface Optimizer {
  LearningRate learningRate();

  /// Stochastic gradient descent with momentum.
  record Sgd(LearningRate learningRate, double momentum) implements Optimizer {
    public Sgd {
      share("momentum", momentum);
    }
  }

  /// RMSprop (Tieleman and Hinton 2012).
  record RmsProp(LearningRate learningRate, double rho, double epsilon) implements Optimizer {
    public RmsProp {
      share("rho", rho);
      positive(epsilon);
    }
  }

  /// Adam (Kingma and Ba 2015).
  record Adam(LearningRate learningRate, double beta1, double beta2, double epsilon) implements Optimizer {
    public Adam {
      share("beta1", beta1);
      share("beta2", beta2);
      positive(epsilon);
    }
  }

  /// Adam with decoupled weight decay (Loshchilov and Hutter 2019).
  record AdamW(LearningRate learningRate, double beta1, double beta2, double epsilon, double weightDecay) implements Optimizer {
    public AdamW {
      share("beta1", beta1);
      share("beta2", beta2);
      positive(epsilon);
      if (!(weightDecay >= 0 && weightDecay <= 1)) throw new IllegalArgumentException("weightDecay must be in [0, 1], was " + weightDecay);
    }
  }

  private static void share(String name, double value) {
    if (!(value >= 0 && value < 1)) throw new IllegalArgumentException(name + " must be in [0, 1), was " + value);
  }

  private static void positive(double epsilon) {
    if (!(epsilon > 0 && epsilon <= 1)) throw new IllegalArgumentException("epsilon must be in (0, 1], was " + epsilon);
  }
}
