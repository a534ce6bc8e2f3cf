package dev.rondo.forecasting.auto;

import dev.rondo.engine.network.SegmentBatch;
import dev.rondo.forecasting.covariate.Ahead;
import dev.rondo.forecasting.covariate.KnownInputs;
import org.jspecify.annotations.Nullable;

/// Writes what is known of the steps of the horizon into the batches of a network. Steps after the horizon stay 0.
final class HorizonInputs {
  private final @Nullable KnownInputs known;
  private final int horizon;
  private final double[] step;

  HorizonInputs(NetworkChoice choice, int horizon) {
    this.known = choice.known();
    this.horizon = horizon;
    this.step = new double[choice.knownCount()];
  }

  /// @param b number of the window in the batch
  /// @param hidden number of a column whose values count as missing; [KnownInputs#NOTHING] for none
  void write(SegmentBatch batch, int b, TrackPast past, int hidden) {
    if (known == null) return;
    Ahead ahead = past.track().knownAhead();
    int at = batch.at(b, batch.spec.horizonSegments() * batch.spec.knownWidth());
    for (int h = 0; h < horizon; h++) {
      known.write(ahead, past.origin() + h, hidden, step);
      for (double input : step) {
        batch.known[at] = (float) input;
        at += WindowUnits.STRIDE;
      }
    }
  }
}
