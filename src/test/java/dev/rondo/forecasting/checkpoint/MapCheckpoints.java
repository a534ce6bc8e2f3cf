package dev.rondo.forecasting.checkpoint;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Checkpoints in memory, which are always due.
public final class MapCheckpoints implements Checkpoints {
  public final Map<String, byte[]> parts = new ConcurrentHashMap<>();

  @Override
  public Optional<byte[]> find(String part) {
    return Optional.ofNullable(parts.get(part));
  }

  @Override
  public boolean has(String part) {
    return parts.containsKey(part);
  }

  @Override
  public void keep(String part, byte[] content) {
    parts.put(part, content);
  }

  @Override
  public void drop(String prefix) {
    parts.keySet().removeIf(part -> part.startsWith(prefix));
  }

  @Override
  public boolean due() {
    return true;
  }
}
