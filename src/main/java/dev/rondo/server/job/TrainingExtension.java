package dev.rondo.server.job;

import dev.rondo.engine.training.EarlyStopping;
import dev.rondo.engine.training.TrainingSpec;
import dev.rondo.engine.training.TrainingState;
import dev.rondo.forecasting.checkpoint.StoredStates;
import dev.rondo.forecasting.model.Estimate;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.server.ServerSettings;
import dev.rondo.server.dataset.DatasetDescription;
import dev.rondo.server.dataset.Datasets;
import dev.rondo.server.idempotency.Creations;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.BusyException;
import dev.rondo.server.web.ConflictException;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.InfeasibleRequestException;
import dev.rondo.server.web.LimitedInputStream;
import dev.rondo.server.web.NotFoundException;
import dev.rondo.server.web.RecordBinder;
import java.io.InputStream;
import java.util.Objects;
import org.springframework.stereotype.Component;

/// Continues a network's training that has ended, with more epochs: a new job that begins with the last state of the other one and
/// makes a new model. The other job and its model stay.
@Component
class TrainingExtension {
  private final JobStart start;
  private final Jobs jobs;
  private final StoredCheckpoints checkpoints;
  private final Datasets datasets;
  private final Fit fit;
  private final Creations creations;
  private final RecordBinder binder;
  private final Reservation requestMemory;
  private final JobSettings settings;
  private final long limit;

  /// @param requestMemory memory of the current request, which grows with the state and if the dataset must be read
  TrainingExtension(
      JobStart start,
      Jobs jobs,
      StoredCheckpoints checkpoints,
      Datasets datasets,
      Fit fit,
      Creations creations,
      RecordBinder binder,
      Reservation requestMemory,
      JobSettings settings,
      ServerSettings server) {
    this.start = start;
    this.jobs = jobs;
    this.checkpoints = checkpoints;
    this.datasets = datasets;
    this.fit = fit;
    this.creations = creations;
    this.binder = binder;
    this.requestMemory = requestMemory;
    this.settings = settings;
    this.limit = server.limits().json().toBytes();
  }

  /// Queues the new job. Throws [NotFoundException], [BadRequestException], [ConflictException] if the training cannot continue,
  /// [InfeasibleRequestException] and [BusyException].
  Job extend(Job ended, InputStream body) {
    ExtensionRequest request =
        binder.bind(
            new LimitedInputStream(body, limit, "rondo.limits.json"), ExtensionRequest.class);
    if (!(ended.task() instanceof Task.Training task))
      throw refusal(ended, "it is an automatic training, which has no epochs");
    if (!ended.state().name().ended()) throw refusal(ended, "it has not ended");
    DatasetDescription dataset =
        datasets
            .find(task.datasetId())
            .orElseThrow(() -> refusal(ended, "its dataset was deleted"));
    if (!Attempts.basis(dataset.fingerprint()).equals(ended.reached().basis()))
      throw refusal(ended, "its dataset has changed, or an earlier version trained it");
    TrainingState state = state(ended);
    requireMore(ended, task.specification().training(), state);
    ModelSpec specification = extended(task.specification(), request.epochs());
    Estimate estimate = fit.estimate(datasets.load(dataset, requestMemory), specification, false);
    return start.submit(
        Objects.requireNonNullElse(request.name(), ended.name()),
        new Task.Training(task.datasetId(), specification),
        TrainingStart.memory(estimate) + dataset.bytes(),
        new JobOptions(
            Objects.requireNonNullElse(request.priority(), JobOptions.USUAL.priority()),
            ended.id(),
            null),
        estimate.warnings(),
        added -> {
          if (!jobs.continueFrom(ended, added, state.epochs()))
            throw refusal(
                ended, "it was tried again or deleted at the same time, or its last state was");
          creations.accepted(TrainingJob.PATH + "/" + added.id());
        });
  }

  private TrainingState state(Job ended) {
    requestMemory.grow(2 * checkpoints.bytes(ended.id(), TrainingRecorder.STATE));
    return checkpoints
        .find(ended.id(), TrainingRecorder.STATE)
        .map(StoredStates::training)
        .orElseThrow(() ->
            refusal(
                ended,
                "its last state is not kept any more; rondo.jobs.kept-checkpoints sets for how many jobs it is, now %d"
                    .formatted(settings.keptCheckpoints())));
  }

  private static void requireMore(Job ended, TrainingSpec training, TrainingState state) {
    if (!state.finite()) throw refusal(ended, "its loss is not a finite number any more");
    EarlyStopping stopping = training.earlyStopping();
    if (stopping != null && state.waited() >= stopping.patience())
      throw refusal(
          ended,
          "early stopping ended it after epoch %d, and would end it again at once; train a new model with a longer patience"
              .formatted(state.epochs()));
  }

  private static ModelSpec extended(ModelSpec spec, int more) {
    TrainingSpec training = spec.training();
    try {
      return new ModelSpec(
          spec.seed(),
          spec.window(),
          spec.split(),
          spec.scaler(),
          spec.network(),
          new TrainingSpec(
              Math.addExact(training.epochs(), more),
              training.batchSize(),
              training.loss(),
              training.optimizer(),
              training.gradientClipping(),
              training.earlyStopping(),
              training.truncation()),
          spec.evaluation());
    } catch (IllegalArgumentException | ArithmeticException _) {
      throw new BadRequestException(
          Fault.at(
              "/epochs",
              "a training has at most 100000 epochs, and this one has %d already, was %d"
                  .formatted(training.epochs(), more)));
    }
  }

  private static ConflictException refusal(Job job, String reason) {
    return new ConflictException(
        "the training job '%s' cannot be extended: %s".formatted(job.id(), reason));
  }
}
