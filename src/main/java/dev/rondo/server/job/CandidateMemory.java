package dev.rondo.server.job;

import dev.rondo.forecasting.auto.AutoEstimate;
import dev.rondo.forecasting.auto.AutoRequest;
import dev.rondo.forecasting.backtest.Candidate;
import dev.rondo.forecasting.model.Estimate;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.server.ServerSettings;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.model.Models;
import org.springframework.stereotype.Component;

/// Estimates the memory that candidates of a comparison need.
@Component
class CandidateMemory {
  /// Bytes of the numbers of an automatic model, at most about.
  private static final long BYTES_OF_AN_ENSEMBLE = 16L << 20;

  /// A model, its checkpoint that waits, and the copy that is written.
  private static final long COPIES = 3;

  private final Models models;
  private final Fit fit;
  private final int threads;

  CandidateMemory(Models models, Fit fit, JobSettings settings, ServerSettings server) {
    this.models = models;
    this.fit = fit;
    this.threads = settings.threads(server.trainingThreads());
  }

  /// Memory of the fits of some candidates.
  ///
  /// @param peak bytes of the largest one while it runs, with its checkpoints
  /// @param kept bytes of the models of all, with the copies that wait until they are written
  record Needs(long peak, long kept) {
    static final Needs NONE = new Needs(0, 0);

    Needs with(Needs other) {
      return new Needs(Math.max(peak, other.peak), kept + other.kept);
    }

    long bytes() {
      return peak + kept;
    }
  }

  /// Throws [InfeasibleException] if the whole dataset does not allow the candidate.
  ///
  /// @param reading memory of the estimate itself
  Needs of(Dataset dataset, int horizon, Candidate candidate, Reservation reading) {
    return switch (candidate) {
      case Candidate.Auto auto ->
          new Needs(automatic(dataset, auto.request(horizon), reading), BYTES_OF_AN_ENSEMBLE);
      case Candidate.Network network -> {
        Estimate estimate = fit.estimate(dataset, network.spec(), false);
        yield new Needs(
            TrainingStart.memory(estimate), COPIES * Float.BYTES * estimate.parameters());
      }
      case Candidate.StoredModel stored ->
          new Needs(0, models.forecaster(stored.id(), reading).bytes());
      case Candidate.Baseline _ -> Needs.NONE;
    };
  }

  private long automatic(Dataset dataset, AutoRequest request, Reservation reading) {
    long planning = fit.estimateBytes(dataset);
    reading.grow(planning);
    try {
      AutoEstimate estimate = fit.estimate(dataset, request, threads);
      return estimate.memoryBytes() + estimate.checkpointBytes();
    } finally {
      reading.shrink(planning);
    }
  }
}
