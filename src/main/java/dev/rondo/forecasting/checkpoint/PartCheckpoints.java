package dev.rondo.forecasting.checkpoint;

import java.time.Duration;
import java.util.Optional;

/// The checkpoints of a part of a computation: those of the whole whose names begin with a prefix.
record PartCheckpoints(Checkpoints whole, String prefix) implements Checkpoints {
  @Override
  public Optional<byte[]> find(String part) {
    return whole.find(prefix + part);
  }

  @Override
  public boolean has(String part) {
    return whole.has(prefix + part);
  }

  @Override
  public void keep(String part, byte[] content) {
    whole.keep(prefix + part, content);
  }

  @Override
  public void drop(String more) {
    whole.drop(prefix + more);
  }

  @Override
  public boolean due() {
    return whole.due();
  }

  /// Zero: the time of a part is not known.
  @Override
  public Duration spent() {
    return Duration.ZERO;
  }
}
