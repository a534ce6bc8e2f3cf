package dev.rondo.forecasting.reading;

/// The memory that reading an upload may use beyond the cells of its text: words, keys of series, and steps of a grid without a row.
/// Reading reserves it before it allocates.
public interface ReadingMemory {
  /// Memory without a limit.
  ReadingMemory UNLIMITED =
      new ReadingMemory() {
        @Override
        public void reserve(long bytes) {}

        @Override
        public void release(long bytes) {}
      };

  /// Reserves memory; throws an exception, which ends the reading, if there is not enough.
  void reserve(long bytes);

  /// Gives back memory that was reserved before.
  void release(long bytes);
}
