package dev.rondo.server.job;

import dev.rondo.engine.training.TrainingState;
import dev.rondo.forecasting.auto.AutoEstimate;
import dev.rondo.forecasting.auto.AutoRequest;
import dev.rondo.forecasting.model.Estimate;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.server.ServerSettings;
import dev.rondo.server.idempotency.Creations;
import dev.rondo.server.job.JobStart.Requested;
import dev.rondo.server.memory.MemoryBudget;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.NotFoundException;
import java.io.InputStream;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Completes requests for trainings, refuses what the data or the service do not allow, and queues the rest or estimates what they
/// would need.
@Component
class TrainingStart {
  private final JobStart start;
  private final Creations creations;
  private final Fit fit;
  private final JsonMapper json;
  private final MemoryBudget memory;
  private final Reservation requestMemory;
  private final int threads;

  /// @param requestMemory memory of the current request, which grows with plans and trials
  TrainingStart(
      JobStart start,
      Creations creations,
      Fit fit,
      JsonMapper json,
      MemoryBudget memory,
      Reservation requestMemory,
      JobSettings settings,
      ServerSettings server) {
    this.start = start;
    this.creations = creations;
    this.fit = fit;
    this.json = json;
    this.memory = memory;
    this.requestMemory = requestMemory;
    this.threads = settings.threads(server.trainingThreads());
  }

  /// Throws [BadRequestException], [NotFoundException], [InfeasibleException] and the exceptions of [JobStart#submit].
  Job start(InputStream body) {
    Requested<JobRequest> requested = read(body);
    Dataset dataset = requested.dataset();
    String datasetId = requested.description().id();
    long stored = requested.description().bytes();
    if (requested.request().isAutomatic()) {
      AutoRequest automatic = requested.request().automatic();
      AutoEstimate estimate = estimate(dataset, automatic);
      return start.submit(
          requested.name(),
          new Task.AutoTraining(datasetId, automatic),
          estimate.memoryBytes() + estimate.checkpointBytes() + stored,
          JobOptions.of(requested.request().priority()),
          List.of(),
          this::remember);
    }
    ModelSpec specification = specification(requested);
    Estimate estimate = fit.estimate(dataset, specification, false);
    return start.submit(
        requested.name(),
        new Task.Training(datasetId, specification),
        memory(estimate) + stored,
        JobOptions.of(requested.request().priority()).within(requested.request().maxDuration()),
        estimate.warnings(),
        this::remember);
  }

  /// Bytes of a training with a checkpoint: its state, and the copy that the database driver writes.
  static long memory(Estimate estimate) {
    return estimate.memoryBytes() + 2 * TrainingState.mostBytes(estimate.parameters());
  }

  private void remember(Job job) {
    creations.accepted(TrainingJob.PATH + "/" + job.id());
  }

  /// Throws [BadRequestException], [NotFoundException] and [InfeasibleException].
  DryRun dryRun(InputStream body) {
    Requested<JobRequest> requested = read(body);
    Dataset dataset = requested.dataset();
    String datasetId = requested.description().id();
    if (requested.request().isAutomatic()) {
      AutoRequest automatic = requested.request().automatic();
      return DryRun.of(datasetId, requested.name(), automatic, estimate(dataset, automatic));
    }
    ModelSpec specification = specification(requested);
    return DryRun.of(datasetId, requested.name(), specification, timed(dataset, specification));
  }

  private Requested<JobRequest> read(InputStream body) {
    return start.read(body, JobRequest.class, this::fallback);
  }

  /// The default specification for the dataset of a request, or the general one if there is no such dataset.
  private JsonNode fallback(JsonNode body, JobStart.Named dataset) {
    // Nothing is filled in where everything is chosen from the data.
    if (JobRequest.isAutomatic(body)) return json.createObjectNode();
    return json.valueToTree(dataset.defaults(body.at("/window/horizon")).orElse(ModelSpec.USUAL));
  }

  private ModelSpec specification(Requested<JobRequest> requested) {
    JobRequest request = requested.request();
    request.requireNetwork();
    Integer horizon = request.window() == null ? null : request.window().horizon();
    return request.specification(fit.defaults(requested.dataset(), horizon));
  }

  /// The plan of an automatic training and its memory. What planning needs is reserved meanwhile.
  private AutoEstimate estimate(Dataset dataset, AutoRequest automatic) {
    long planning = fit.estimateBytes(dataset);
    requestMemory.grow(planning);
    try {
      return fit.estimate(dataset, automatic, threads);
    } finally {
      requestMemory.shrink(planning);
    }
  }

  /// An estimate with the duration; without it if the trial that measures it needs more memory than the service has.
  private Estimate timed(Dataset dataset, ModelSpec specification) {
    long trial = fit.trialBytes(dataset, specification);
    if (trial > memory.bytes() - requestMemory.bytes())
      return fit.estimate(dataset, specification, false);
    requestMemory.grow(trial);
    try {
      return fit.estimate(dataset, specification, true);
    } finally {
      requestMemory.shrink(trial);
    }
  }
}
