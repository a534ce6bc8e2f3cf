package dev.rondo.forecasting.model;

import dev.rondo.engine.network.Batch;
import dev.rondo.engine.network.Dimensions;
import dev.rondo.engine.network.Network;
import dev.rondo.engine.training.BatchSource;
import dev.rondo.engine.training.Epoch;
import dev.rondo.engine.training.Trainer;
import dev.rondo.engine.training.TrainingListener;
import dev.rondo.engine.training.TrainingSpec;
import java.time.Duration;
import java.util.Arrays;

/// Estimates the duration of a training by a short trial on this machine.
///
/// The trial trains the same network on generated windows, because the duration does not depend on the values. If a batch takes
/// too long, the trial uses fewer steps, and then fewer windows; the duration is proportional to the multiply-adds.
final class Timing {
  /// Largest number of multiply-adds of an epoch of the trial: a few tenths of a second.
  private static final double MOST_WORK = 2e9;

  private static final int MOST_EPOCHS = 30;
  private static final long LONGEST_NANOS = 300_000_000;
  private static final int FEWEST_STEPS = 8;
  private static final int FEWEST_WINDOWS = 16;

  private Timing() {}

  static Duration duration(FitPlan plan) {
    TrainingSpec training = plan.spec().training();
    // Backward costs twice the forward pass, so a validation window costs a third of a training
    // window.
    double windows = plan.windows().training() + plan.windows().validation() / 3.0;
    double seconds = training.epochs() * windows * secondsOfWindow(plan);
    return Duration.ofMillis((long) Math.min(1e15, Math.ceil(1000 * seconds)));
  }

  /// Peak bytes of the trial.
  static long bytes(FitPlan plan) {
    Trial trial = trial(plan);
    return Trainer.bytes(trial.network, specification(plan.spec()), trial.windows, 0, false);
  }

  /// @param windows number of windows of an epoch
  private record Trial(Network network, int windows) {}

  private static Trial trial(FitPlan plan) {
    int batch = plan.spec().training().batchSize();
    Network whole = plan.network();
    int windows = Math.min(plan.windows().training(), 4 * batch);
    if (work(whole, windows) > MOST_WORK) windows = Math.min(windows, batch);
    Network tried = work(whole, windows) > MOST_WORK ? shortened(whole, windows) : whole;
    double tooMuch = work(tried, windows) / MOST_WORK;
    if (tooMuch > 1)
      windows = Math.min(windows, Math.max(FEWEST_WINDOWS, (int) (windows / tooMuch)));
    return new Trial(tried, windows);
  }

  private static double secondsOfWindow(FitPlan plan) {
    Trial trial = trial(plan);
    double larger = (double) plan.network().multiplyAdds() / trial.network.multiplyAdds();
    return larger * secondsOfEpoch(trial.network, plan.spec(), trial.windows) / trial.windows;
  }

  /// Multiply-adds of training on `windows` windows.
  private static double work(Network network, int windows) {
    return 3.0 * network.multiplyAdds() * windows;
  }

  /// The network with fewer steps.
  private static Network shortened(Network network, int windows) {
    Dimensions d = network.dimensions;
    int steps = (int) (d.steps() * MOST_WORK / work(network, windows));
    steps = Math.min(d.steps(), Math.max(FEWEST_STEPS, steps));
    return new Network(
        network.spec,
        new Dimensions(d.inputs(), steps, d.features(), d.horizon(), d.quantiles(), d.point()));
  }

  private static TrainingSpec specification(ModelSpec spec) {
    TrainingSpec t = spec.training();
    return new TrainingSpec(
        MOST_EPOCHS,
        t.batchSize(),
        t.loss(),
        t.optimizer(),
        t.gradientClipping(),
        null,
        t.truncation());
  }

  /// Seconds of the fastest epoch within the time limit; the first epochs are slow because their code is not yet compiled.
  private static double secondsOfEpoch(Network network, ModelSpec spec, int windows) {
    long started = System.nanoTime();
    TrainingListener clock =
        new TrainingListener() {
          private boolean epochEnded;

          @Override
          public void onEpoch(Epoch epoch) {
            epochEnded = true;
          }

          @Override
          public boolean cancelled() {
            return epochEnded && System.nanoTime() - started > LONGEST_NANOS;
          }
        };
    return new Trainer(network, specification(spec), spec.seed(), 1)
        .train(new MadeUp(windows), null, clock).epochs().stream()
            .mapToDouble(epoch -> epoch.duration().toNanos() / 1e9)
            .min()
            .orElse(0);
  }

  /// Windows of small numbers.
  private record MadeUp(int size) implements BatchSource {
    @Override
    public void fill(Batch batch, int[] windows, int from, int count) {
      batch.size = count;
      for (int i = 0; i < batch.inputs.length; i++) batch.inputs[i] = 0.01f * (i % 17);
      Arrays.fill(batch.targets, 0.1f);
      for (int i = 0; i < batch.weights.length; i++)
        batch.weights[i] = i % batch.stride < count ? 1 : 0;
      Arrays.fill(batch.start, 0);
    }
  }
}
