package dev.rondo.engine.training;

/// Ends training when the validation loss has not fallen by more than `minDelta` for `patience` epochs.
public record EarlyStopping(int patience, double minDelta) {
  public EarlyStopping {
    if (patience < 1)
      throw new IllegalArgumentException("patience must be at least 1, was " + patience);
    if (!(minDelta >= 0 && minDelta <= 1e9))
      throw new IllegalArgumentException("minDelta must be in [0, 1e9], was " + minDelta);
  }
}
