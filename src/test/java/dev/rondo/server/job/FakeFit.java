package dev.rondo.server.job;

import dev.rondo.engine.network.Dimensions;
import dev.rondo.engine.training.Epoch;
import dev.rondo.engine.training.TrainingListener;
import dev.rondo.forecasting.evaluation.Calibration;
import dev.rondo.forecasting.evaluation.Evaluation;
import dev.rondo.forecasting.model.Estimate;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.forecasting.model.Provenance;
import dev.rondo.forecasting.scaling.Scale;
import dev.rondo.forecasting.series.Dataset;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/// Trains nothing, batch by batch, as fast as the test allows it to.
final class FakeFit implements Fit {
  static final int BATCHES = 4;
  static final long INFEASIBLE = 1001;
  static final long OUT_OF_MEMORY = 1002;
  static final long BROKEN = 1003;

  /// One permit for each batch.
  final Semaphore batches = new Semaphore(0);

  /// Puts it in place of the real one.
  static final class Beans {
    @Bean
    @Primary
    FakeFit fakeFit() {
      return new FakeFit();
    }
  }

  @Override
  public ModelSpec defaults(Dataset dataset) {
    return GENERAL_DEFAULTS;
  }

  @Override
  public Estimate estimate(Dataset dataset, ModelSpec specification, boolean timed) {
    return new Estimate(3, 10, 5, 5, 1000, Duration.ofSeconds(1));
  }

  @Override
  public Optional<Model> fit(
      Dataset dataset,
      String fingerprint,
      ModelSpec specification,
      int threads,
      TrainingListener listener) {
    if (specification.seed() == INFEASIBLE)
      throw new InfeasibleException("/scaler", "no value is known");
    if (specification.seed() == OUT_OF_MEMORY) throw new OutOfMemoryError("of a test");
    if (specification.seed() == BROKEN) throw new IllegalStateException("of a test");
    int ended = 0;
    while (ended < specification.training().epochs() && epoch(ended + 1, listener)) ended++;
    return ended == 0
        ? Optional.empty()
        : Optional.of(model(dataset, fingerprint, specification, ended, listener.cancelled()));
  }

  private boolean epoch(int number, TrainingListener listener) {
    for (int batch = 1; batch <= BATCHES; batch++) {
      do {
        if (listener.cancelled()) return false;
      } while (!allowed());
      listener.onBatch(number, batch, BATCHES);
    }
    Epoch.Losses scores = new Epoch.Losses(1.0 / number, 1.0 / number, 1.0 / number);
    listener.onEpoch(
        new Epoch(number, scores, Optional.of(scores), 0.001, Double.NaN, Duration.ofMillis(10)));
    return true;
  }

  private boolean allowed() {
    try {
      return batches.tryAcquire(10, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Model model(
      Dataset dataset, String fingerprint, ModelSpec specification, int epochs, boolean cancelled) {
    Provenance provenance =
        new Provenance(
            fingerprint,
            specification.seed(),
            "hash",
            "test",
            "25",
            "none",
            epochs,
            epochs,
            cancelled,
            Duration.ofSeconds(1));
    Model.Description description =
        new Model.Description(
            specification,
            new Dimensions(1, specification.window().lookback(), 1, 1, 1),
            dataset.columns(),
            dataset.frequency(),
            dataset.zone(),
            List.of(new Scale(0, 1)),
            new Calibration(List.of(List.of(new Calibration.StepErrors(0, List.of())))),
            new Evaluation(null, null, List.of("a warning")),
            provenance);
    return new Model(description, new float[] {1.5f, Float.MIN_VALUE, -0f});
  }
}
