package dev.rondo.engine.training;

/// The rule that computes the change of the weights from a gradient.
public sealed interface Optimizer {
  LearningRate learningRate();

  /// Whether a running mean of squared gradients is kept.
  boolean keepsSquares();

  /// One update with the gradient as it is.
  default void update(
      float[] weights, float[] gradient, float[] moments, float[] squares, long step, double rate) {
    update(weights, gradient, 1f, moments, squares, step, rate);
  }

  /// One update, which changes weights and moments. The arrays have equal lengths.
  ///
  /// @param scale factor for the gradient
  /// @param moments running mean of the gradient
  /// @param squares running mean of the squared gradient; empty unless [#keepsSquares]
  /// @param step number of this update, from 1
  /// @param rate learning rate of this update
  void update(
      float[] weights,
      float[] gradient,
      float scale,
      float[] moments,
      float[] squares,
      long step,
      double rate);

  /// Stochastic gradient descent with momentum (Polyak 1964): `m = momentum m + g`, `w -= rate m`.
  record Sgd(LearningRate learningRate, double momentum) implements Optimizer {
    public Sgd {
      share("momentum", momentum);
    }

    @Override
    public boolean keepsSquares() {
      return false;
    }

    @Override
    public void update(
        float[] weights,
        float[] gradient,
        float scale,
        float[] moments,
        float[] squares,
        long step,
        double rate) {
      float keep = (float) momentum;
      float by = (float) rate;
      for (int i = 0; i < weights.length; i++) {
        float m = Math.fma(keep, moments[i], scale * gradient[i]);
        moments[i] = m;
        weights[i] = Math.fma(-by, m, weights[i]);
      }
    }
  }

  /// RMSprop (Tieleman and Hinton 2012): `v = rho v + (1 - rho) g^2`, `w -= rate g / (sqrt(v) + epsilon)`.
  record RmsProp(LearningRate learningRate, double rho, double epsilon) implements Optimizer {
    /// With the constants of Keras.
    public static RmsProp usual(LearningRate learningRate) {
      return new RmsProp(learningRate, 0.9, 1e-7);
    }

    public RmsProp {
      share("rho", rho);
      positive(epsilon);
    }

    @Override
    public boolean keepsSquares() {
      return true;
    }

    @Override
    public void update(
        float[] weights,
        float[] gradient,
        float scale,
        float[] moments,
        float[] squares,
        long step,
        double rate) {
      float keep = (float) rho;
      float take = (float) (1 - rho);
      float by = (float) rate;
      float eps = (float) epsilon;
      for (int i = 0; i < weights.length; i++) {
        float g = scale * gradient[i];
        float v = Math.fma(keep, squares[i], take * g * g);
        squares[i] = v;
        weights[i] -= by * g / ((float) Math.sqrt(v) + eps);
      }
    }
  }

  /// Adam (Kingma and Ba 2015, algorithm 1).
  record Adam(LearningRate learningRate, double beta1, double beta2, double epsilon)
      implements Optimizer {
    /// With the betas of the paper, and the epsilon of Keras.
    public static Adam usual(LearningRate learningRate) {
      return new Adam(learningRate, 0.9, 0.999, 1e-7);
    }

    public Adam {
      share("beta1", beta1);
      share("beta2", beta2);
      positive(epsilon);
    }

    @Override
    public boolean keepsSquares() {
      return true;
    }

    @Override
    public void update(
        float[] weights,
        float[] gradient,
        float scale,
        float[] moments,
        float[] squares,
        long step,
        double rate) {
      adam(weights, gradient, scale, moments, squares, step, rate, beta1, beta2, epsilon, 0);
    }
  }

  /// Adam with decoupled weight decay (Loshchilov and Hutter 2019).
  record AdamW(
      LearningRate learningRate, double beta1, double beta2, double epsilon, double weightDecay)
      implements Optimizer {
    /// As [Adam#usual(LearningRate)], with a weight decay of 0.01.
    public static AdamW usual(LearningRate learningRate) {
      Adam adam = Adam.usual(learningRate);
      return new AdamW(learningRate, adam.beta1, adam.beta2, adam.epsilon, 0.01);
    }

    public AdamW {
      share("beta1", beta1);
      share("beta2", beta2);
      positive(epsilon);
      if (!(weightDecay >= 0 && weightDecay <= 1))
        throw new IllegalArgumentException("weightDecay must be in [0, 1], was " + weightDecay);
    }

    @Override
    public boolean keepsSquares() {
      return true;
    }

    @Override
    public void update(
        float[] weights,
        float[] gradient,
        float scale,
        float[] moments,
        float[] squares,
        long step,
        double rate) {
      adam(
          weights,
          gradient,
          scale,
          moments,
          squares,
          step,
          rate,
          beta1,
          beta2,
          epsilon,
          weightDecay);
    }
  }

  // w = (1 - rate decay) w - rate / (1 - beta1^t) m / (sqrt(v / (1 - beta2^t)) + epsilon)
  private static void adam(
      float[] weights,
      float[] gradient,
      float scale,
      float[] moments,
      float[] squares,
      long step,
      double rate,
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay) {
    float keepM = (float) beta1;
    float takeM = (float) (1 - beta1);
    float keepV = (float) beta2;
    float takeV = (float) (1 - beta2);
    float by = (float) (rate / (1 - Arithmetic.power(beta1, step)));
    float root = (float) Math.sqrt(1 - Arithmetic.power(beta2, step));
    float eps = (float) epsilon;
    float shrink = (float) (1 - rate * weightDecay);
    for (int i = 0; i < weights.length; i++) {
      float g = scale * gradient[i];
      float m = Math.fma(keepM, moments[i], takeM * g);
      float v = Math.fma(keepV, squares[i], takeV * g * g);
      moments[i] = m;
      squares[i] = v;
      weights[i] = shrink * weights[i] - by * m / ((float) Math.sqrt(v) / root + eps);
    }
  }

  private static void share(String name, double value) {
    if (!(value >= 0 && value < 1))
      throw new IllegalArgumentException(name + " must be in [0, 1), was " + value);
  }

  private static void positive(double epsilon) {
    if (!(epsilon > 0 && epsilon <= 1))
      throw new IllegalArgumentException("epsilon must be in (0, 1], was " + epsilon);
  }
}
