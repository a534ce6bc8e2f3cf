package dev.rondo.server.job;

import dev.rondo.engine.network.Dimensions;
import dev.rondo.engine.training.Epoch;
import dev.rondo.engine.training.TrainingListener;
import dev.rondo.engine.training.TrainingState;
import dev.rondo.forecasting.evaluation.Calibration;
import dev.rondo.forecasting.evaluation.Evaluation;
import dev.rondo.forecasting.model.Estimate;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.model.Method.TrainedNetwork;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.forecasting.model.Provenance;
import dev.rondo.forecasting.model.Subject;
import dev.rondo.forecasting.model.Trained;
import dev.rondo.forecasting.model.Trained.TrainingEnd;
import dev.rondo.forecasting.scaling.Scale;
import dev.rondo.forecasting.series.Dataset;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/// Replaces training by batches that wait for permits of the test.
final class FakeFit implements Fit {
  static final int BATCHES = 4;
  static final long INFEASIBLE = 1001;
  static final long OUT_OF_MEMORY = 1002;
  static final long BROKEN = 1003;

  /// One permit for each batch.
  final Semaphore batches = new Semaphore(0);

  /// Whether evaluations wait until they are cancelled.
  volatile boolean holdsEvaluations;

  /// Whether trainings do not notice that they are to end.
  volatile boolean deaf;

  final AtomicInteger trainings = new AtomicInteger();
  final AtomicInteger evaluations = new AtomicInteger();

  /// Replaces the real training.
  static final class Beans {
    @Bean
    @Primary
    FakeFit fakeFit() {
      return new FakeFit();
    }
  }

  @Override
  public ModelSpec defaults(Dataset dataset, @Nullable Integer horizon) {
    return ModelSpec.USUAL;
  }

  /// The warnings of an estimate.
  static final String NOTE = "a note on the data";

  @Override
  public Estimate estimate(Dataset dataset, ModelSpec specification, boolean timed) {
    return new Estimate(3, List.of(), 10, 5, 5, 1000, Duration.ofSeconds(1), List.of(NOTE));
  }

  @Override
  public Optional<Trained> train(
      Dataset dataset,
      ModelSpec specification,
      @Nullable TrainingState reached,
      int threads,
      TrainingListener listener) {
    if (specification.seed() == INFEASIBLE)
      throw new InfeasibleException(Subject.TrainingInput.SCALER, "no value is known");
    if (specification.seed() == OUT_OF_MEMORY) throw new OutOfMemoryError("of a test");
    if (specification.seed() == BROKEN) throw new IllegalStateException("of a test");
    trainings.incrementAndGet();
    int ended = 0;
    while (ended < specification.training().epochs() && epoch(ended + 1, listener)) ended++;
    if (ended == 0) return Optional.empty();
    TrainingEnd end =
        new TrainingEnd(ended, ended, listener.cancelled(), true, Duration.ofSeconds(1), false);
    return Optional.of(new Trained(end, new float[] {1.5f, Float.MIN_VALUE, -0f}, null));
  }

  @Override
  public Model evaluate(
      Dataset dataset,
      String fingerprint,
      ModelSpec specification,
      Trained trained,
      BooleanSupplier ends) {
    evaluations.incrementAndGet();
    while (holdsEvaluations) {
      if (ends.getAsBoolean()) throw new CancellationException("of a test");
      HeldFit.pause();
    }
    return model(dataset, fingerprint, specification, trained, "a warning");
  }

  @Override
  public Model unevaluated(
      Dataset dataset, String fingerprint, ModelSpec specification, Trained trained) {
    return model(dataset, fingerprint, specification, trained, "not evaluated");
  }

  private boolean epoch(int number, TrainingListener listener) {
    for (int batch = 1; batch <= BATCHES; batch++) {
      do {
        if (!deaf && listener.cancelled()) return false;
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
      Dataset dataset,
      String fingerprint,
      ModelSpec specification,
      Trained trained,
      String warning) {
    Provenance provenance =
        new Provenance(
            fingerprint,
            specification.seed(),
            "hash",
            "test",
            "25",
            "none",
            trained.end().epochs(),
            trained.end().bestEpoch(),
            trained.end().cancelled(),
            trained.end().duration());
    Model.Description description =
        new Model.Description(
            new TrainedNetwork(
                specification,
                new Dimensions(1, specification.window().lookback(), 1, 1, 1),
                List.of(new Scale(0, 1)),
                new Calibration(List.of(List.of(new Calibration.StepErrors(0, List.of()))), null)),
            dataset.columns(),
            dataset.frequency(),
            dataset.zone(),
            new Evaluation(null, null, List.of(warning), null, null),
            provenance,
            dataset.table(),
            null);
    return new Model(description, trained.weights());
  }
}
