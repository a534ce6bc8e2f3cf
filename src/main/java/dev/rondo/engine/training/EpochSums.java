package dev.rondo.engine.training;

/// The sums of a [BegunEpoch] while it runs. They change in place, so that a batch allocates nothing.
final class EpochSums {
  private int batches;
  private double loss;
  private double squares;
  private double absolutes;
  private double count;
  private double norms;

  void begin(BegunEpoch begun) {
    batches = begun.batches();
    loss = begun.loss();
    squares = begun.squares();
    absolutes = begun.absolutes();
    count = begun.count();
    norms = begun.norms();
  }

  /// Adds the values of a batch.
  void add(double losses, double squared, double absolute, double values, double norm) {
    loss += losses;
    squares += squared;
    absolutes += absolute;
    count += values;
    norms += norm;
  }

  void endBatch() {
    batches++;
  }

  int batches() {
    return batches;
  }

  /// @param nanos duration of the epoch so far
  BegunEpoch now(long nanos) {
    return new BegunEpoch(batches, loss, squares, absolutes, count, norms, nanos);
  }
}
