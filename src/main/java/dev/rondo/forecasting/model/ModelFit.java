package dev.rondo.forecasting.model;

import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.network.Network;
import dev.rondo.engine.network.Predictor;
import dev.rondo.engine.training.Loss;
import dev.rondo.engine.training.Trainer;
import dev.rondo.engine.training.TrainingListener;
import dev.rondo.forecasting.evaluation.Calibration;
import dev.rondo.forecasting.evaluation.Calibrator;
import dev.rondo.forecasting.evaluation.Evaluation;
import dev.rondo.forecasting.evaluation.Evaluator;
import dev.rondo.forecasting.evaluation.TrainedNetwork;
import dev.rondo.forecasting.series.Dataset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The one place where series meet the engine.
public final class ModelFit {
  private ModelFit() {}

  /// What training will take. Throws [InfeasibleException] where the data do not allow the specification.
  ///
  /// @param timed whether to find out the duration too, by a trial of up to a second
  public static Estimate estimate(Dataset dataset, ModelSpec spec, boolean timed) {
    Plan plan = Plan.of(dataset, spec);
    return new Estimate(
        plan.network().parameterCount(),
        plan.training().size(),
        plan.validation().size(),
        plan.test().size(),
        memory(plan, spec),
        timed ? Timing.duration(plan, spec) : null);
  }

  /// Bytes at the fullest moment of [#fit]: series and windows stay, what trains is gone before what evaluates comes.
  private static long memory(Plan plan, ModelSpec spec) {
    Network network = plan.network();
    long training =
        Trainer.bytes(network, spec.training(), plan.training().size(), plan.validation().size());
    long evaluation =
        (long) network.parameterCount() * Float.BYTES
            + Predictor.bytes(network, plan.predictionBatch())
            + Evaluator.bytes(plan.training(), plan.validation(), plan.test(), plan.segments());
    return plan.bytes() + Math.max(training, evaluation);
  }

  /// Trains, evaluates against the baselines and calibrates. Throws [InfeasibleException] where the data do not allow the
  /// specification, or no epoch ends with a finite loss.
  ///
  /// @param threads most threads to use; the weights do not depend on it
  /// @return empty when it was cancelled before the first epoch ended
  public static Optional<Model> fit(
      Dataset dataset,
      String datasetFingerprint,
      ModelSpec spec,
      int threads,
      TrainingListener listener) {
    long started = System.nanoTime();
    Plan plan = Plan.of(dataset, spec);
    Trainer trainer = new Trainer(plan.network(), spec.training(), spec.seed(), threads);
    Trainer.Result result = trainer.train(plan.training(), plan.validation(), listener);
    if (result.bestEpoch() == 0) {
      if (result.cancelled()) return Optional.empty();
      throw new InfeasibleException(
          "/training/optimizer/learningRate",
          "The loss was not a finite number after the first epoch. A smaller learning rate, gradient clipping or the scaler"
              + " 'standard' would help.");
    }

    Predictor predictor = new Predictor(plan.network(), result.weights(), plan.predictionBatch());
    Loss loss = spec.training().loss();
    TrainedNetwork forecaster =
        new TrainedNetwork(predictor, plan.scales(), loss.quantiles(), loss.point());
    Evaluator evaluator =
        new Evaluator(plan.training(), plan.segments(), dataset.frequency(), spec.evaluation());
    Evaluation evaluation =
        evaluator.evaluate(forecaster, plan.validation(), plan.test(), remarks(result, spec));
    Calibration calibration = Calibrator.calibrate(forecaster, plan.validation());

    Provenance provenance =
        new Provenance(
            datasetFingerprint,
            spec.seed(),
            Provenance.hash(result.weights()),
            version(),
            Runtime.version().toString(),
            Kernels.best().description(),
            result.epochs().size(),
            result.bestEpoch(),
            result.cancelled(),
            Duration.ofNanos(System.nanoTime() - started));
    Model.Description description =
        new Model.Description(
            spec,
            plan.network().dimensions,
            dataset.columns(),
            dataset.frequency(),
            dataset.zone(),
            plan.scales(),
            calibration,
            evaluation,
            provenance);
    return Optional.of(new Model(description, result.weights()));
  }

  private static List<String> remarks(Trainer.Result result, ModelSpec spec) {
    List<String> remarks = new ArrayList<>();
    int ended = result.epochs().size();
    if (result.cancelled()) {
      remarks.add(
          "The training was cancelled after %d of %d epochs; these are the weights of epoch %d."
              .formatted(ended, spec.training().epochs(), result.bestEpoch()));
    }
    if (!Double.isFinite(result.epochs().getLast().selection())) {
      remarks.add(
          "The loss stopped being a finite number in epoch %d; these are the weights of epoch %d."
              .formatted(ended, result.bestEpoch()));
    }
    return remarks;
  }

  private static String version() {
    String version = ModelFit.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
