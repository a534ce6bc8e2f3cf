package dev.rondo.forecasting.model;

import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.network.Network;
import dev.rondo.engine.training.Trainer;
import dev.rondo.engine.training.TrainingListener;
import dev.rondo.engine.training.TrainingState;
import dev.rondo.forecasting.evaluation.Calibration;
import dev.rondo.forecasting.evaluation.Calibration.StepErrors;
import dev.rondo.forecasting.evaluation.Calibrator;
import dev.rondo.forecasting.evaluation.ErrorProfile;
import dev.rondo.forecasting.evaluation.Evaluation;
import dev.rondo.forecasting.evaluation.Evaluator;
import dev.rondo.forecasting.forecaster.Forecaster;
import dev.rondo.forecasting.forecaster.NetworkForecaster;
import dev.rondo.forecasting.model.Method.TrainedNetwork;
import dev.rondo.forecasting.model.Trained.HalfWeights;
import dev.rondo.forecasting.model.Trained.TrainingEnd;
import dev.rondo.forecasting.scaling.Scaling;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.window.Halves;
import dev.rondo.forecasting.window.Segments.Part;
import dev.rondo.forecasting.window.ValidationWindows;
import dev.rondo.forecasting.window.WindowCounts;
import dev.rondo.forecasting.window.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Trains and evaluates networks on series: the only class that connects series and engine.
public final class ModelFit {
  private ModelFit() {}

  /// Estimates a training from lengths and gaps. Throws [InfeasibleException] if the data do not allow the specification.
  ///
  /// @param timed whether to estimate the duration too, by a trial of up to a second
  public static Estimate estimate(Dataset dataset, ModelSpec spec, boolean timed) {
    FitPlan plan = FitPlan.of(dataset, spec);
    return new Estimate(
        plan.network().parameterCount(),
        plan.network().summary(),
        plan.windows().training(),
        plan.windows().validation(),
        plan.windows().test(),
        memory(plan),
        timed ? Timing.duration(plan) : null,
        Warnings.of(dataset, plan));
  }

  /// Peak bytes of the trial that estimates the duration. Throws [InfeasibleException] if the data do not allow the specification.
  public static long trialBytes(Dataset dataset, ModelSpec spec) {
    return Timing.bytes(FitPlan.of(dataset, spec));
  }

  /// Peak bytes of [#fit]: series and windows stay; the memory of training is free before the evaluation begins.
  private static long memory(FitPlan plan) {
    Network network = plan.network();
    ModelSpec spec = plan.spec();
    WindowCounts windows = plan.windows();
    long training =
        windows.trainingBytes()
            + Trainer.bytes(
                network,
                spec.training(),
                windows.training(),
                windows.validation(),
                plan.mayCrossFit());
    long evaluation =
        windows.bytes()
            + (plan.mayCrossFit() ? 3L : 1L) * network.parameterCount() * Float.BYTES
            + NetworkForecaster.bytes(network, plan.layout().columns(), plan.predictionBatch())
            + Evaluator.bytes(
                plan.data(),
                plan.segments(),
                plan.layout(),
                windows,
                network.dimensions.quantiles());
    return plan.bytes() + Math.max(training, evaluation);
  }

  /// Trains, then evaluates. Throws [InfeasibleException] if the data do not allow the specification, or if no epoch ends with a
  /// finite loss.
  ///
  /// @param threads largest number of threads; the weights do not depend on it
  /// @return empty if it was cancelled before the first epoch ended
  public static Optional<Model> fit(
      Dataset dataset,
      String datasetFingerprint,
      ModelSpec spec,
      int threads,
      TrainingListener listener) {
    return fit(dataset, datasetFingerprint, spec, null, null, threads, listener);
  }

  /// As [#fit(Dataset, String, ModelSpec, int, TrainingListener)], from given weights.
  ///
  /// @param start weights from which the training starts; null for random ones
  /// @param reached as in [#train]
  public static Optional<Model> fit(
      Dataset dataset,
      String datasetFingerprint,
      ModelSpec spec,
      float @Nullable [] start,
      @Nullable TrainingState reached,
      int threads,
      TrainingListener listener) {
    return train(dataset, spec, start, reached, threads, listener)
        .map(trained -> evaluate(dataset, datasetFingerprint, spec, trained, () -> false));
  }

  /// Trains. Throws [InfeasibleException] if the data do not allow the specification, or if no epoch ends with a finite loss.
  ///
  /// @param start weights from which the training starts; null for random ones
  /// @param reached state from which an interrupted training continues, which it changes; null to begin
  /// @param threads largest number of threads; the weights do not depend on it
  /// @return empty if it was cancelled before the first epoch ended
  public static Optional<Trained> train(
      Dataset dataset,
      ModelSpec spec,
      float @Nullable [] start,
      @Nullable TrainingState reached,
      int threads,
      TrainingListener listener) {
    long started = System.nanoTime();
    FitPlan plan = FitPlan.of(dataset, spec);
    Scaling scaling = plan.scaling();
    Trainer trainer = new Trainer(plan.network(), spec.training(), spec.seed(), threads);
    Windows training = plan.windows(Part.TRAINING, scaling);
    Windows validation = plan.windows(Part.VALIDATION, scaling);
    ValidationWindows validated = new ValidationWindows(validation, plan.halves(validation));
    Trainer.Result result =
        reached != null
            ? trainer.train(reached, training, validated, listener)
            : start == null
                ? trainer.train(training, validated, listener)
                : trainer.train(start.clone(), training, validated, listener);
    if (result.bestEpoch() == 0) {
      if (result.cancelled()) return Optional.empty();
      throw new InfeasibleException(
          Subject.TrainingInput.LEARNING_RATE,
          "The loss was not a finite number after the first epoch. A smaller learning rate, gradient clipping or the scaler"
              + " 'standard' would help.");
    }
    HalfWeights halves = CrossFit.of(result);
    TrainingEnd end =
        new TrainingEnd(
            result.last().epochs(),
            result.bestEpoch(),
            result.cancelled(),
            result.last().finite(),
            since(started),
            halves != null);
    return Optional.of(new Trained(end, result.weights(), halves));
  }

  /// Evaluates a trained network against the baselines and calibrates it. Throws [CancellationException] if it is cancelled.
  ///
  /// @param ends polled: whether to end without a result
  public static Model evaluate(
      Dataset dataset,
      String datasetFingerprint,
      ModelSpec spec,
      Trained trained,
      BooleanSupplier ends) {
    long started = System.nanoTime();
    FitPlan plan = FitPlan.of(dataset, spec);
    Scaling scaling = plan.scaling();
    Windows training = plan.windows(Part.TRAINING, scaling);
    Windows validation = plan.windows(Part.VALIDATION, scaling);
    Windows test = plan.windows(Part.TEST, scaling);
    Halves halves = plan.halves(validation);
    Function<float[], Forecaster> network =
        weights ->
            new CancellableForecaster(
                new NetworkForecaster(plan.network(), weights, scaling, plan.predictionBatch()),
                ends);
    Evaluator evaluator =
        new Evaluator(training, plan.segments(), dataset.frequency(), spec.evaluation());
    Calibration calibration =
        Calibrator.calibrate(
            CrossFit.errors(trained, halves, network), validation, plan.segments());
    Forecaster forecaster = network.apply(trained.weights());
    List<String> remarks = remarks(trained.end(), Warnings.of(dataset, plan), spec);
    String uncut = CrossFit.warning(validation.size(), halves, trained.end().epochs());
    if (uncut != null) remarks.add(uncut);
    Evaluator.Scored scored = evaluator.evaluate(forecaster, validation, test, remarks);
    Evaluation evaluation =
        scored.evaluation().covering(Calibrator.coverage(forecaster, test, calibration));
    return model(
        dataset,
        datasetFingerprint,
        plan,
        scaling,
        trained,
        evaluation,
        scored.survey() == null ? null : scored.survey().profile(dataset),
        calibration,
        started);
  }

  /// A model of a trained network without evaluation; it has neither scores nor intervals.
  public static Model unevaluated(
      Dataset dataset, String datasetFingerprint, ModelSpec spec, Trained trained) {
    long started = System.nanoTime();
    FitPlan plan = FitPlan.of(dataset, spec);
    List<String> remarks = remarks(trained.end(), Warnings.of(dataset, plan), spec);
    remarks.add(
        "The job was cancelled before its model was evaluated: it has no scores and no intervals.");
    List<StepErrors> none =
        Collections.nCopies(spec.window().horizon(), new StepErrors(0, List.of()));
    Calibration calibration = new Calibration(Collections.nCopies(dataset.targets(), none), null);
    return model(
        dataset,
        datasetFingerprint,
        plan,
        plan.scaling(),
        trained,
        new Evaluation(null, null, remarks, null, null),
        null,
        calibration,
        started);
  }

  private static Model model(
      Dataset dataset,
      String datasetFingerprint,
      FitPlan plan,
      Scaling scaling,
      Trained trained,
      Evaluation evaluation,
      @Nullable ErrorProfile errors,
      Calibration calibration,
      long started) {
    Provenance provenance =
        new Provenance(
            datasetFingerprint,
            plan.spec().seed(),
            Provenance.hash(trained.weights()),
            Provenance.build(),
            Runtime.version().toString(),
            Kernels.best().description(),
            trained.end().epochs(),
            trained.end().bestEpoch(),
            trained.end().cancelled(),
            trained.end().duration().plus(since(started)));
    Model.Description description =
        new Model.Description(
            new TrainedNetwork(
                plan.spec(), plan.network().dimensions, scaling.columns(), calibration),
            dataset.columns(),
            dataset.frequency(),
            dataset.zone(),
            evaluation,
            provenance,
            dataset.table(),
            errors);
    return new Model(description, trained.weights());
  }

  private static Duration since(long started) {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  private static List<String> remarks(TrainingEnd end, List<String> warnings, ModelSpec spec) {
    List<String> remarks = new ArrayList<>(warnings);
    if (end.cancelled()) {
      remarks.add(
          "The training was cancelled after %d of %d epochs; these are the weights of epoch %d."
              .formatted(end.epochs(), spec.training().epochs(), end.bestEpoch()));
    }
    if (!end.finite()) {
      remarks.add(
          "The loss stopped being a finite number in epoch %d; these are the weights of epoch %d."
              .formatted(end.epochs(), end.bestEpoch()));
    }
    return remarks;
  }
}
