package dev.rondo.server.job;

import dev.rondo.forecasting.backtest.Candidate;
import dev.rondo.forecasting.backtest.Challenge;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.server.ServerSettings;
import dev.rondo.server.alias.Aliases;
import dev.rondo.server.dataset.DatasetDescription;
import dev.rondo.server.dataset.Datasets;
import dev.rondo.server.idempotency.Creations;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.model.Models;
import dev.rondo.server.model.StoredModel;
import dev.rondo.server.retraining.RetrainingCause;
import dev.rondo.server.retraining.RetrainingOrder;
import dev.rondo.server.retraining.RetrainingRun;
import dev.rondo.server.retraining.Retrainings;
import dev.rondo.server.retraining.StoredRetraining;
import dev.rondo.server.web.BusyException;
import dev.rondo.server.web.ConflictException;
import dev.rondo.server.web.InfeasibleRequestException;
import dev.rondo.server.web.NotFoundException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/// Starts runs of policies. An alias has at most one run at a time.
@Component
class RetrainingStart {
  private final JobStart start;
  private final Creations creations;
  private final Jobs jobs;
  private final Datasets datasets;
  private final Models models;
  private final Aliases aliases;
  private final Retrainings retrainings;
  private final CandidateMemory memory;
  private final RetrainingSettings settings;
  private final int threads;

  RetrainingStart(
      JobStart start,
      Creations creations,
      Jobs jobs,
      Datasets datasets,
      Models models,
      Aliases aliases,
      Retrainings retrainings,
      CandidateMemory memory,
      RetrainingSettings settings,
      JobSettings jobSettings,
      ServerSettings server) {
    this.start = start;
    this.creations = creations;
    this.jobs = jobs;
    this.datasets = datasets;
    this.models = models;
    this.aliases = aliases;
    this.retrainings = retrainings;
    this.memory = memory;
    this.settings = settings;
    this.threads = jobSettings.threads(server.trainingThreads());
  }

  /// Whether a run waits or runs.
  boolean isActive(RetrainingRun run) {
    return jobs.find(run.id()).filter(job -> !job.state().name().ended()).isPresent();
  }

  /// Queues a run for which a user asks. Throws as [#start] does.
  ///
  /// @param reading memory of this call
  synchronized Job request(StoredRetraining of, Reservation reading) {
    RetrainingRun latest = retrainings.latest(of.alias(), 1).stream().findFirst().orElse(null);
    return start(of, RetrainingCause.REQUEST, latest, reading);
  }

  /// Queues a run, and stores it with its job in one transaction. Throws [ConflictException] if the alias has a run that has not
  /// ended or that the caller does not know, [NotFoundException] if the dataset or the alias is gone, [InfeasibleException] and
  /// [InfeasibleRequestException] if the data or the memory do not allow the challenger, and [BusyException].
  ///
  /// @param latest the newest run that the caller knows; null if it knows none
  /// @param reading memory of this call
  synchronized Job start(
      StoredRetraining of,
      RetrainingCause cause,
      @Nullable RetrainingRun latest,
      Reservation reading) {
    if (latest != null && isActive(latest))
      throw new ConflictException(
          "the run '%s' of the alias '%s' has not ended".formatted(latest.id(), of.alias()));
    DatasetDescription description = datasets.get(of.datasetId());
    Dataset dataset = datasets.load(description, reading);
    StoredModel champion = models.get(aliases.model(of.alias()));
    Job job;
    try {
      job =
          start.submit(
              of.alias(),
              new Task.Retraining(of.datasetId(), new RetrainingOrder(of.alias(), of.policy())),
              needed(of, description, dataset, champion, reading),
              JobOptions.USUAL,
              List.of(),
              added -> {
                retrainings.begin(added.id(), of, cause, description.version(), latest);
                creations.accepted(RetrainingRunDescription.path(of.alias(), added.id()));
              });
    } catch (DataIntegrityViolationException e) {
      throw new NotFoundException("alias", of.alias());
    }
    jobs.removeEnded(retrainings.prune(of.alias(), settings.runs()));
    return job;
  }

  /// Bytes that the run reserves while it runs.
  private long needed(
      StoredRetraining of,
      DatasetDescription description,
      Dataset dataset,
      StoredModel champion,
      Reservation reading) {
    Candidate challenger = RetrainingRuns.challenger(of.policy(), champion.description());
    int horizon = champion.description().method().horizon();
    return 2 * description.bytes()
        + Challenge.bytes(dataset, horizon, threads)
        + AttemptCheckpoints.mostWaiting(Challenge.checkpointBytes(dataset, horizon))
        + models.forecaster(champion.id(), reading).bytes()
        + memory.of(dataset, horizon, challenger, reading).bytes();
  }
}
