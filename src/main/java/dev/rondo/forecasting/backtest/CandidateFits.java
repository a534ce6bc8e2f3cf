package dev.rondo.forecasting.backtest;

import dev.rondo.engine.training.TrainingListener;
import dev.rondo.engine.training.TrainingState;
import dev.rondo.forecasting.auto.AutoProgress;
import dev.rondo.forecasting.checkpoint.Checkpoints;
import dev.rondo.forecasting.checkpoint.StoredStates;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.model.EnsembleFit;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.model.ModelFit;
import dev.rondo.forecasting.series.Dataset;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Fits candidates on what was known at an origin.
///
/// @param models trained models by id; throws any exception if there is none
/// @param start weights from which the trainings of networks start; null for random ones
/// @param threads largest number of threads; the result does not depend on it
/// @param listener keeps fits
@SuppressWarnings("ArrayRecordComponent")
record CandidateFits(
    Dataset dataset,
    BacktestSpec spec,
    Origins origins,
    Function<String, ServedModel> models,
    float @Nullable [] start,
    int threads,
    BacktestListener listener) {
  /// Begin of the names of fits among the checkpoints.
  private static final String FIT = "fit-";

  private static final String STATE = "state";
  private static final String MODEL = ".model";

  Refit refit() {
    return spec.refit();
  }

  /// A model from the values before an origin, unless an earlier attempt has fitted it. Throws [CancellationException] if `told`
  /// does.
  ///
  /// @param number of the candidate
  /// @param told receives the finished share
  Model fit(int number, Candidate candidate, int origin, DoubleConsumer told) {
    String name = FIT + number + "-" + origin;
    Optional<Model> kept = listener.fitted(name + MODEL);
    if (kept.isPresent()) return kept.get();
    Checkpoints own = listener.checkpoints().within(name);
    Dataset known = Cut.before(dataset, origins, origin, spec.horizon());
    Model model = fit(known, "", candidate, spec.horizon(), start, threads, told, own);
    own.drop("");
    listener.keepFitted(name + MODEL, model);
    return model;
  }

  /// Forgets the fits of an origin that is finished.
  void forget() {
    if (refit() == Refit.EVERY_ORIGIN) listener.checkpoints().drop(FIT);
  }

  /// A model from all values of a dataset. Throws [CancellationException] if `told` does.
  ///
  /// @param start weights from which the training of a network starts; null for random ones
  /// @param checkpoints where its finished parts are kept
  static Model fit(
      Dataset known,
      String fingerprint,
      Candidate candidate,
      int horizon,
      float @Nullable [] start,
      int threads,
      DoubleConsumer told,
      Checkpoints checkpoints) {
    return switch (candidate) {
      case Candidate.Auto auto ->
          EnsembleFit.fit(
              known,
              fingerprint,
              auto.request(horizon),
              threads,
              AutoProgress.of((_, share) -> told.accept(share), checkpoints));
      case Candidate.Network network -> {
        Stopped listening = new Stopped(told, network.training().epochs(), checkpoints);
        TrainingState reached = checkpoints.find(STATE).map(StoredStates::training).orElse(null);
        yield ModelFit.fit(known, fingerprint, network.spec(), start, reached, threads, listening)
            .filter(_ -> !listening.cancelled())
            .orElseThrow(CancellationException::new);
      }
      case Candidate.Baseline _, Candidate.StoredModel _ ->
          throw new IllegalArgumentException("needs no fit: " + candidate.label());
    };
  }

  /// The forecaster of a candidate that needs no fit.
  ///
  /// @param working called now and then; it may throw to end the work
  OriginForecaster unfitted(Candidate candidate, int origin, Runnable working) {
    return switch (candidate) {
      case Candidate.Baseline baseline ->
          BaselineForecaster.calibrated(
              baseline.member(), dataset, spec, origins.known()[origin], threads, working);
      case Candidate.StoredModel stored -> served(models.apply(stored.id()));
      case Candidate.Auto _, Candidate.Network _ ->
          throw new IllegalArgumentException("needs a fit: " + candidate.label());
    };
  }

  OriginForecaster served(ServedModel model) {
    return ModelForecaster.of(model, dataset, spec.levels());
  }

  /// Passes the progress of a network on, and ends its training when the receiver ends the backtest.
  private static final class Stopped implements TrainingListener {
    private final DoubleConsumer told;
    private final int epochs;
    private final Checkpoints checkpoints;
    private volatile boolean stopped;

    Stopped(DoubleConsumer told, int epochs, Checkpoints checkpoints) {
      this.told = told;
      this.epochs = epochs;
      this.checkpoints = checkpoints;
    }

    @Override
    public boolean wantsState() {
      return checkpoints.due();
    }

    @Override
    public void onState(TrainingState state) {
      if (wantsState()) checkpoints.keep(STATE, StoredStates.bytes(state));
    }

    @Override
    public void onEnd(TrainingState state) {
      onState(state);
    }

    @Override
    public void onBatch(int epoch, int batch, int batches) {
      try {
        told.accept((epoch - 1 + (double) batch / batches) / epochs);
      } catch (CancellationException e) {
        stopped = true;
      }
    }

    @Override
    public boolean cancelled() {
      return stopped;
    }
  }
}
