package dev.rondo.server;

import dev.rondo.server.memory.MemoryBudget;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// What an operator can choose of the service itself. Sizes that are left out follow from the largest size of the heap.
///
/// @param dataDirectory where the database lives, made when missing
/// @param listen address that the service listens on; `0.0.0.0` for every one of the machine
/// @param allowedHosts names that requests may call the service by, beside those of this machine
/// @param cores most threads that training takes; 0 means all the machine has
/// @param limits how much one request may bring
/// @param memory that requests and jobs may take together
/// @param cache memory for datasets that were used a short while ago, and as much again for models
@Validated
@ConfigurationProperties("rondo")
public record ServerSettings(
    @DefaultValue("data") Path dataDirectory,
    @DefaultValue("127.0.0.1") String listen,
    @DefaultValue List<String> allowedHosts,
    @DefaultValue("0") @Min(0) int cores,
    @DefaultValue @Valid Limits limits,
    @Nullable DataSize memory,
    @Nullable DataSize cache) {

  private static final long MIB = 1 << 20;

  /// @param json largest JSON body; left out, a sixteenth of the heap, at most 64 MB
  /// @param upload largest upload, packed and unpacked; left out, the size of the heap, at most 1 GB
  public record Limits(@Nullable DataSize json, @Nullable DataSize upload) {
    @Override
    public DataSize json() {
      return json == null ? DataSize.ofBytes(Math.min(64 * MIB, heap() / 16)) : json;
    }

    @Override
    public DataSize upload() {
      return upload == null ? DataSize.ofBytes(Math.min(1024 * MIB, heap())) : upload;
    }
  }

  /// Left out, a sixteenth of the heap, at most 256 MB.
  @Override
  public DataSize cache() {
    return cache == null ? DataSize.ofBytes(Math.min(256 * MIB, heap() / 16)) : cache;
  }

  /// Left out, what the heap can spare.
  @Override
  public DataSize memory() {
    return memory == null
        ? DataSize.ofBytes(MemoryBudget.of(heap(), 2 * cache().toBytes()))
        : memory;
  }

  /// Threads that training may take.
  public int trainingThreads() {
    return cores == 0 ? Runtime.getRuntime().availableProcessors() : cores;
  }

  private static long heap() {
    return Runtime.getRuntime().maxMemory();
  }
}
