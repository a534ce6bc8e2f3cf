package dev.rondo.server.job;

import dev.rondo.forecasting.backtest.Backtest;
import dev.rondo.forecasting.backtest.BacktestSpec;
import dev.rondo.forecasting.backtest.Candidate;
import dev.rondo.forecasting.backtest.Origins;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.server.ServerSettings;
import dev.rondo.server.idempotency.Creations;
import dev.rondo.server.job.CandidateMemory.Needs;
import dev.rondo.server.job.JobStart.Requested;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.model.Models;
import dev.rondo.server.web.InfeasibleRequestException;
import dev.rondo.server.web.NotFoundException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Completes requests for backtests, refuses what the data or the service do not allow, and queues the rest.
@Component
class BacktestStart {
  /// Largest number of stored values of forecasts: 400 MB.
  private static final long MOST_VALUES = 50_000_000;

  private final JobStart start;
  private final Creations creations;
  private final Models models;
  private final CandidateMemory memory;
  private final CandidateDefaults defaults;
  private final Reservation requestMemory;
  private final int threads;

  /// @param requestMemory memory of the current request, which grows with what it reads
  BacktestStart(
      JobStart start,
      Creations creations,
      Models models,
      CandidateMemory memory,
      CandidateDefaults defaults,
      Reservation requestMemory,
      JobSettings settings,
      ServerSettings server) {
    this.start = start;
    this.creations = creations;
    this.models = models;
    this.memory = memory;
    this.defaults = defaults;
    this.requestMemory = requestMemory;
    this.threads = settings.threads(server.trainingThreads());
  }

  /// A request that was read, and what is known of its backtest before it runs.
  ///
  /// @param origins null if the data do not have them
  /// @param needed bytes that the backtest reserves while it runs
  /// @param refusals why the backtest cannot be started, the most basic reason first
  private record Examined(
      Requested<BacktestRequest> requested,
      BacktestSpec spec,
      @Nullable Origins origins,
      long needed,
      List<InfeasibleRequestException> refusals) {
    Task task() {
      return new Task.Backtesting(requested.description().id(), spec);
    }
  }

  /// Throws [NotFoundException], [InfeasibleRequestException] and the exceptions of [BacktestRequest#complete].
  Job start(InputStream body) {
    Examined examined = examined(body);
    if (!examined.refusals.isEmpty()) throw examined.refusals.getFirst();
    return start.submit(
        examined.requested.name(),
        examined.task(),
        examined.needed,
        JobOptions.of(examined.requested.request().priority()),
        List.of(),
        job -> creations.accepted(BacktestJob.PATH + "/" + job.id()));
  }

  /// What the backtest would do, and what would be refused. Throws [NotFoundException] and the exceptions of
  /// [BacktestRequest#complete].
  BacktestDryRun dryRun(InputStream body) {
    Examined examined = examined(body);
    return BacktestDryRun.of(
        examined.requested.description().id(),
        examined.requested.name(),
        examined.requested.dataset(),
        examined.spec,
        examined.origins,
        examined.needed,
        examined.refusals);
  }

  private Examined examined(InputStream body) {
    Requested<BacktestRequest> requested =
        start.read(body, BacktestRequest.class, defaults::ofBacktest);
    Dataset dataset = requested.dataset();
    BacktestSpec spec = resolved(requested.request().complete(dataset));
    List<InfeasibleRequestException> refusals = new ArrayList<>();
    Origins origins = origins(dataset, spec, refusals);
    if (origins != null) refuseTooMany(origins.values(dataset, spec), refusals);
    long needed =
        2 * requested.description().bytes()
            + Backtest.bytes(dataset, spec, threads)
            + AttemptCheckpoints.mostWaiting(Backtest.checkpointBytes(dataset, spec))
            + fits(dataset, spec, refusals);
    Examined examined = new Examined(requested, spec, origins, needed, refusals);
    start.beyondMemory(examined.task(), needed).ifPresent(refusals::add);
    return examined;
  }

  private static @Nullable Origins origins(
      Dataset dataset, BacktestSpec spec, List<InfeasibleRequestException> refusals) {
    try {
      return Origins.of(dataset, spec);
    } catch (InfeasibleException e) {
      String pointer = spec.cutoffs().isEmpty() ? "/horizon" : "/cutoffs";
      refusals.add(new InfeasibleRequestException(pointer, message(e)));
      return null;
    }
  }

  private static String message(RuntimeException e) {
    return Objects.requireNonNullElse(e.getMessage(), "");
  }

  /// The specification with the ids of the models.
  private BacktestSpec resolved(BacktestSpec spec) {
    List<Candidate> candidates = new ArrayList<>();
    for (int c = 0; c < spec.candidates().size(); c++) {
      if (spec.candidates().get(c) instanceof Candidate.StoredModel(String id)) {
        String pointer = "/candidates/" + c + "/id";
        candidates.add(
            new Candidate.StoredModel(
                models
                    .find(id)
                    .orElseThrow(() -> new NotFoundException("model", id, pointer))
                    .id()));
      } else {
        candidates.add(spec.candidates().get(c));
      }
    }
    return spec.with(candidates);
  }

  private static void refuseTooMany(long values, List<InfeasibleRequestException> refusals) {
    if (values > MOST_VALUES)
      refusals.add(
          new InfeasibleRequestException(
              "/origins",
              "the forecasts would have %d values, more than %d; ask for fewer origins, candidates or levels, or a shorter horizon"
                  .formatted(values, MOST_VALUES)));
  }

  /// Peak bytes of the largest fit, with the models that are kept beside it.
  private long fits(Dataset dataset, BacktestSpec spec, List<InfeasibleRequestException> refusals) {
    Needs all = Needs.NONE;
    for (int c = 0; c < spec.candidates().size(); c++) {
      try {
        all = all.with(memory.of(dataset, spec.horizon(), spec.candidates().get(c), requestMemory));
      } catch (InfeasibleException e) {
        // The whole dataset does not allow the candidate.
        refusals.add(InfeasibleRequestException.of("/candidates/" + c, e));
      }
    }
    return all.bytes();
  }
}
