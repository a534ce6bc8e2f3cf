package dev.rondo.forecasting.checkpoint;

import java.time.Duration;
import java.util.Optional;

/// Keeps the finished parts of a long computation, so that it continues where it was interrupted and gives the same result, bit
/// for bit. Several threads may use it.
public interface Checkpoints {
  /// Keeps nothing.
  Checkpoints NONE =
      new Checkpoints() {
        @Override
        public Optional<byte[]> find(String part) {
          return Optional.empty();
        }

        @Override
        public boolean has(String part) {
          return false;
        }

        @Override
        public void keep(String part, byte[] content) {
          // Nothing continues.
        }

        @Override
        public void drop(String prefix) {
          // Nothing is kept.
        }
      };

  /// What is kept of a part; empty if that cannot be read.
  Optional<byte[]> find(String part);

  /// Whether something is kept of a part, although it may not be readable.
  boolean has(String part);

  /// Keeps a part in place of what is kept of it. It may be written later, together with others.
  void keep(String part, byte[] content);

  /// Forgets the parts whose names begin with `prefix`.
  void drop(String prefix);

  /// Whether the state of an unfinished part is to be kept now: some time has passed since the last write, or the computation
  /// is about to be ended.
  default boolean due() {
    return false;
  }

  /// Time that earlier attempts took until their last checkpoint.
  default Duration spent() {
    return Duration.ZERO;
  }

  /// The checkpoints of a part that has parts of its own.
  default Checkpoints within(String part) {
    return new PartCheckpoints(this, part + "/");
  }
}
