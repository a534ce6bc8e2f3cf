package dev.rondo.forecasting.model;

import dev.rondo.engine.network.Batch;
import dev.rondo.engine.training.BatchSource;
import dev.rondo.engine.training.Trainer;
import dev.rondo.engine.training.TrainingListener;
import dev.rondo.engine.training.TrainingSpec;
import java.time.Duration;

/// How long a training will run, from a short trial on this machine.
final class Timing {
  /// Multiply-adds of a trial at most, and what a core is taken to do in a second where a trial would be longer.
  private static final double TRIAL = 3e8;

  private static final double PER_SECOND = 4e9;
  private static final int ROUNDS = 3;

  private Timing() {}

  static Duration duration(Plan plan, ModelSpec spec) {
    TrainingSpec training = spec.training();
    // Backward costs twice the forward pass.
    double perWindow = 3.0 * plan.network().multiplyAdds();
    double validation = plan.validation().size() / 3.0;
    double epochs = training.epochs();
    double windows = (plan.training().size() + validation) * epochs;
    int trial = Math.min(plan.training().size(), 4 * training.batchSize());
    double seconds =
        perWindow * trial * ROUNDS > TRIAL
            ? windows * perWindow / PER_SECOND
            : windows * measured(plan, spec, trial) / trial;
    return Duration.ofMillis((long) Math.min(1e15, Math.ceil(1000 * seconds)));
  }

  /// Seconds of the fastest of a few epochs over the first `count` windows.
  private static double measured(Plan plan, ModelSpec spec, int count) {
    TrainingSpec t = spec.training();
    TrainingSpec trial =
        new TrainingSpec(
            ROUNDS,
            t.batchSize(),
            t.loss(),
            t.optimizer(),
            t.gradientClipping(),
            null,
            t.truncation());
    return new Trainer(plan.network(), trial, spec.seed(), 1)
        .train(new First(plan.training(), count), null, new TrainingListener() {}).epochs().stream()
            .mapToDouble(epoch -> epoch.duration().toNanos() / 1e9)
            .min()
            .orElse(0);
  }

  /// The first windows of a source.
  private record First(BatchSource source, int size) implements BatchSource {
    @Override
    public void fill(Batch batch, int[] windows, int from, int count) {
      source.fill(batch, windows, from, count);
    }
  }
}
