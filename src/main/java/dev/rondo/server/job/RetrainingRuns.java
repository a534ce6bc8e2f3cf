package dev.rondo.server.job;

import dev.rondo.forecasting.auto.AutoRequest;
import dev.rondo.forecasting.backtest.BacktestListener;
import dev.rondo.forecasting.backtest.Candidate;
import dev.rondo.forecasting.backtest.Challenge;
import dev.rondo.forecasting.backtest.Challenge.Verdict;
import dev.rondo.forecasting.backtest.OriginForecast;
import dev.rondo.forecasting.checkpoint.Checkpoints;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.model.Method.TrainedEnsemble;
import dev.rondo.forecasting.model.Method.TrainedNetwork;
import dev.rondo.forecasting.model.Model;
import dev.rondo.server.alias.Aliases;
import dev.rondo.server.dataset.Datasets;
import dev.rondo.server.dataset.StoredDataset;
import dev.rondo.server.memory.MemoryBudget;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.model.Models;
import dev.rondo.server.model.StoredModel;
import dev.rondo.server.model.TrainedOn;
import dev.rondo.server.retraining.RetrainingDecision;
import dev.rondo.server.retraining.RetrainingDecision.Choice;
import dev.rondo.server.retraining.RetrainingDecision.Comparison;
import dev.rondo.server.retraining.RetrainingPolicy;
import dev.rondo.server.retraining.Retrainings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Runs retrainings: compares the model behind an alias with a new training on values that neither has seen, and only if the
/// new one is better, trains it on all values and moves the alias. The model, the alias, the decision and the end of the job
/// are stored in one transaction.
final class RetrainingRuns {
  private static final Logger LOG = LoggerFactory.getLogger(RetrainingRuns.class);

  /// Share of the work until the comparison ends.
  private static final double COMPARED = 0.7;

  private final Datasets datasets;
  private final Models models;
  private final Aliases aliases;
  private final Retrainings retrainings;
  private final Attempts attempts;
  private final StoredCheckpoints checkpoints;
  private final MemoryBudget memory;
  private final Retries retries;
  private final MeterRegistry registry;
  private final int threads;
  private final Clock clock;

  /// @param threads number of threads of each run
  RetrainingRuns(
      Datasets datasets,
      Models models,
      Aliases aliases,
      Retrainings retrainings,
      Attempts attempts,
      StoredCheckpoints checkpoints,
      MemoryBudget memory,
      Retries retries,
      MeterRegistry registry,
      int threads,
      Clock clock) {
    this.datasets = datasets;
    this.models = models;
    this.aliases = aliases;
    this.retrainings = retrainings;
    this.attempts = attempts;
    this.checkpoints = checkpoints;
    this.memory = memory;
    this.retries = retries;
    this.registry = registry;
    this.threads = threads;
    this.clock = clock;
    for (Choice outcome : Choice.values()) counter(outcome.name());
    counter("failed");
  }

  private Counter counter(String outcome) {
    return Counter.builder("rondo.retraining.runs")
        .description("Retraining runs that ended since the start")
        .tag("outcome", outcome.toLowerCase(Locale.ROOT).replace('_', '-'))
        .register(registry);
  }

  /// The training by which a policy makes a challenger of a model.
  static Candidate challenger(RetrainingPolicy policy, Model.Description champion) {
    if (policy.challenger() != null) return policy.challenger();
    return switch (champion.method()) {
      case TrainedNetwork network -> Candidate.Network.of(network.spec());
      case TrainedEnsemble ensemble -> {
        AutoRequest request = ensemble.request();
        yield new Candidate.Auto(
            Objects.requireNonNullElse(request.maxDuration(), AutoRequest.USUAL_DURATION),
            request.season(),
            request.seed(),
            request.ensemble(),
            request.holidays());
      }
    };
  }

  /// Throws [AttemptLostException] and every exception that makes the job fail.
  Outcome run(Job job, Task.Retraining task, JobSignals signals) {
    try {
      return compared(job, task, signals);
    } catch (RuntimeException e) {
      if (!(e instanceof AttemptLostException) && !Retries.isOutage(e))
        counter("failed").increment();
      throw e;
    }
  }

  private Outcome compared(Job job, Task.Retraining task, JobSignals signals) {
    StoredDataset dataset = datasets.newest(task.datasetId());
    StoredModel champion = models.get(aliases.model(task.order().alias()));
    Job based = attempts.basedOn(job, dataset.description().fingerprint() + " " + champion.id());
    StageRecorder recorder =
        new StageRecorder(attempts, checkpoints, retries, clock, based, signals);
    try {
      return new Run(based, task, dataset, champion, recorder, signals).run();
    } catch (CancellationException e) {
      return recorder.ended(e);
    }
  }

  private ServedModel forecaster(String id) {
    return retries.read(
        "the model",
        () -> {
          try (Reservation reading = memory.open("the model")) {
            return models.forecaster(id, reading);
          }
        });
  }

  /// One run.
  private final class Run implements BacktestListener {
    private final Job job;
    private final String alias;
    private final RetrainingPolicy policy;
    private final StageRecorder recorder;
    private final JobSignals signals;
    private final StoredDataset dataset;
    private final StoredModel champion;
    private final Candidate challenger;
    private final List<String> warnings = new ArrayList<>();

    Run(
        Job job,
        Task.Retraining task,
        StoredDataset dataset,
        StoredModel champion,
        StageRecorder recorder,
        JobSignals signals) {
      this.job = job;
      this.alias = task.order().alias();
      this.policy = task.order().policy();
      this.recorder = recorder;
      this.signals = signals;
      this.dataset = dataset;
      this.champion = champion;
      this.challenger = challenger(policy, champion.description());
    }

    Outcome run() {
      Long until = champion.trainedUntil();
      if (until == null)
        return decided(
            Choice.NOT_COMPARED,
            "It is not known which values the model has seen, because an earlier version trained it. Train a new model and let the alias stand for it.",
            null);
      int horizon = champion.description().method().horizon();
      Optional<Challenge> found =
          Challenge.of(
              dataset.content(), until, horizon, champion.id(), challenger, policy.refit());
      if (found.isEmpty())
        return decided(
            Choice.NOT_COMPARED,
            "Too few values are new: a comparison needs %d steps after those of the model's training, and there are %d."
                .formatted(
                    Challenge.neededSteps(horizon), Challenge.stepsAfter(dataset.content(), until)),
            null);
      Challenge challenge = found.get();
      ServedModel served = forecaster(champion.id());
      float @Nullable [] start = start(served);
      Verdict verdict = challenge.run(served, start, policy.minimumGain(), threads, this);
      Comparison comparison = comparison(challenge, verdict);
      if (verdict.gain() == null)
        return decided(
            Choice.NOT_COMPARED,
            "The models cannot be compared: " + String.join(" ", verdict.problems()),
            comparison);
      String reason = reason(challenge, verdict);
      if (!verdict.better()) return decided(Choice.KEPT, reason, comparison);
      Model model =
          challenge.fit(
              dataset.description().fingerprint(),
              start,
              threads,
              share ->
                  recorder.stage(
                      "training the challenger on all values", COMPARED + share * (1 - COMPARED)),
              checkpoints().within("final"));
      if (signals.cancels() > 0) return recorder.ended();
      return new Outcome.Done(() -> promoted(model, reason, comparison), JobProgress.done());
    }

    /// The weights from which the challenger starts; null for random ones.
    private float @Nullable [] start(ServedModel served) {
      if (!policy.warm()) return null;
      if (challenger instanceof Candidate.Network wanted
          && champion.description().method() instanceof TrainedNetwork trained
          && wanted.network().equals(trained.spec().network())
          && wanted.window().equals(trained.spec().window())) return served.model().weights();
      warnings.add(
          challenger instanceof Candidate.Network
              ? "The challenger is another network than the present model and was trained from scratch."
              : "Automatic models are trained from scratch.");
      return null;
    }

    private static Comparison comparison(Challenge challenge, Verdict verdict) {
      return new Comparison(
          challenge.first(),
          challenge.last(),
          challenge.spec().origins(),
          challenge.spec().stride(),
          challenge.spec().horizon(),
          verdict.measure(),
          Double.isNaN(verdict.champion()) ? null : verdict.champion(),
          Double.isNaN(verdict.challenger()) ? null : verdict.challenger(),
          verdict.gain());
    }

    private String reason(Challenge challenge, Verdict verdict) {
      var gain = Objects.requireNonNull(verdict.gain());
      String measured =
          "%s %.4g of the challenger and %.4g of the model over %d origins after the model's training, difference %.4g with the 95 %% interval from %.4g to %.4g"
              .formatted(
                  verdict.measure().name().replace('_', ' '),
                  verdict.challenger(),
                  verdict.champion(),
                  challenge.spec().origins(),
                  gain.mean(),
                  gain.lower(),
                  gain.upper());
      if (verdict.better()) return "The challenger is better: " + measured + ".";
      if (gain.lower() > 0)
        return "The challenger is better, but by less than %s of the error: %s."
            .formatted(policy.minimumGain(), measured);
      return "The challenger is not better by more than the uncertainty: " + measured + ".";
    }

    private Outcome decided(Choice outcome, String reason, @Nullable Comparison comparison) {
      RetrainingDecision decision =
          new RetrainingDecision(
              outcome,
              reason,
              champion.id(),
              null,
              dataset.description().version(),
              comparison,
              List.copyOf(warnings));
      return new Outcome.Done(() -> stored(decision), JobProgress.done());
    }

    /// Within the transaction of the end of the job.
    private String promoted(Model model, String reason, Comparison comparison) {
      // The alias was deleted meanwhile, and nobody waits for the model.
      if (!aliases.lock(alias) || !retrainings.exists(job.id())) return job.id();
      String id = models.add(job.id(), champion.name(), model, TrainedOn.of(dataset));
      boolean moved = aliases.replace(alias, champion.id(), id, "Retraining: " + reason);
      return stored(
          new RetrainingDecision(
              moved ? Choice.PROMOTED : Choice.SUPERSEDED,
              moved
                  ? reason
                  : reason + " The alias was moved during the run and was left where it is.",
              champion.id(),
              id,
              dataset.description().version(),
              comparison,
              List.copyOf(warnings)));
    }

    private String stored(RetrainingDecision decision) {
      retrainings.decide(job.id(), decision);
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              counter(decision.outcome().name()).increment();
              LOG.info(
                  "alias '{}': retraining {}: {}: {}",
                  alias,
                  job.id(),
                  decision.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                  decision.reason());
            }
          });
      return job.id();
    }

    @Override
    public void stage(String stage, double share) {
      recorder.stage(stage, share * COMPARED);
    }

    @Override
    public void forecast(int candidate, OriginForecast forecast) {
      // Only the errors decide.
    }

    @Override
    public void finished(int origin) {
      // Told by the stages.
    }

    @Override
    public Checkpoints checkpoints() {
      return recorder.checkpoints();
    }

    @Override
    public Optional<Model> fitted(String part) {
      return new FittedModels(checkpoints()).find(part);
    }

    @Override
    public void keepFitted(String part, Model model) {
      new FittedModels(checkpoints()).keep(part, model);
    }
  }
}
