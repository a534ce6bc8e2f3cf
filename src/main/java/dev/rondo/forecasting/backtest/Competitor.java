package dev.rondo.forecasting.backtest;

import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.model.Model;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/// A candidate while a backtest runs.
final class Competitor {
  private final int number;
  private final Candidate candidate;
  private final CandidateFits work;
  private final CandidateScores scores;
  private @Nullable Model fitted;
  private int fits;
  private int lastFit = -1;
  private long fitting;

  /// @param number of the candidate; it names its fits
  Competitor(int number, Candidate candidate, CandidateFits work, CandidateScores scores) {
    this.number = number;
    this.candidate = candidate;
    this.work = work;
    this.scores = scores;
  }

  Candidate candidate() {
    return candidate;
  }

  CandidateScores scores() {
    return scores;
  }

  int fits() {
    return fits;
  }

  /// Duration of all fits.
  Duration fitting() {
    return Duration.ofNanos(fitting);
  }

  /// Whether the candidate is fitted before its forecasts from an origin.
  boolean fitsAt(int origin) {
    return candidate.needsFit() && (origin == 0 || work.refit() == Refit.EVERY_ORIGIN);
  }

  /// A forecaster that knows nothing after the origin. Throws [CancellationException] if `told` does, and any exception if the
  /// candidate cannot be fitted.
  ///
  /// @param told receives the finished share of a fit, and is called now and then while anything else is prepared
  OriginForecaster forecaster(int origin, DoubleConsumer told) {
    if (fitsAt(origin)) {
      long started = System.nanoTime();
      fitted = null;
      fitted = work.fit(number, candidate, origin, told);
      if (lastFit < origin) {
        fitting += System.nanoTime() - started;
        fits++;
        lastFit = origin;
      }
    } else if (fitted == null && candidate.needsFit()) {
      // An earlier attempt has fitted it.
      fitted = work.fit(number, candidate, 0, told);
    }
    Model model = fitted;
    return model == null
        ? work.unfitted(candidate, origin, () -> told.accept(0))
        : work.served(ServedModel.of(model));
  }

  /// Writes what some series have added at the present origin; [#read] reads it.
  ///
  /// @param from number of the first series
  /// @param until number after the last series
  void write(DataOutputStream out, int from, int until) throws IOException {
    out.writeInt(fits);
    out.writeInt(lastFit);
    out.writeLong(fitting);
    scores.write(out, from, until);
  }

  /// Takes what an earlier attempt has written of an origin.
  void read(DataInputStream in, int origin) throws IOException {
    fits = in.readInt();
    lastFit = in.readInt();
    fitting = in.readLong();
    scores.read(in, origin);
  }
}
