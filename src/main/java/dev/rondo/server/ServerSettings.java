package dev.rondo.server;

import dev.rondo.server.memory.MemoryBudget;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// Settings of the service. The defaults of sizes follow from the maximum heap size.
///
/// @param dataDirectory directory of the database file, created if missing
/// @param listen address to listen on; `0.0.0.0` for all addresses of the machine
/// @param allowedHosts host names that requests may use in addition to those of this machine
/// @param corsOrigins origins of web pages that may call the service with a key, such as `https://app.example.org`
/// @param cores largest number of training threads; 0 means all processors
/// @param limits largest sizes of request bodies
/// @param memory memory that requests and jobs may use together
/// @param cache size of the cache of datasets, and also of the cache of models
/// @param streams memory of streams
@Validated
@ConfigurationProperties("rondo")
public record ServerSettings(
    @DefaultValue("data") Path dataDirectory,
    @DefaultValue("127.0.0.1") String listen,
    @DefaultValue List<String> allowedHosts,
    @DefaultValue List<String> corsOrigins,
    @DefaultValue("0") @Min(0) int cores,
    @DefaultValue @Valid Limits limits,
    @Nullable DataSize memory,
    @Nullable DataSize cache,
    @DefaultValue Streams streams) {

  private static final long MIB = 1 << 20;

  /// @param json largest JSON body; default: a sixteenth of the heap, at most 64 MB
  /// @param upload largest upload, compressed and uncompressed; default: the size of the heap, at most 1 GB
  /// @param eventStreams largest number of open event streams; default: one for each 512 KB of the heap, at most 4000
  /// @param connections largest number of connections; default: one for each 128 KB of the heap, at most 8192
  public record Limits(
      @Nullable DataSize json,
      @Nullable DataSize upload,
      @Nullable @Min(1) Integer eventStreams,
      @Nullable @Min(1) Integer connections) {
    private static final int MOST_CONNECTIONS = 8192;
    private static final long HEAP_OF_A_CONNECTION = MIB / 8;
    private static final int MOST_EVENT_STREAMS = 4000;
    private static final long HEAP_OF_AN_EVENT_STREAM = MIB / 2;

    @Override
    public DataSize json() {
      return json == null ? DataSize.ofBytes(Math.min(64 * MIB, heap() / 16)) : json;
    }

    @Override
    public DataSize upload() {
      return upload == null ? DataSize.ofBytes(Math.min(1024 * MIB, heap())) : upload;
    }

    @Override
    public Integer eventStreams() {
      return Objects.requireNonNullElseGet(
          eventStreams, () -> (int) Math.min(MOST_EVENT_STREAMS, heap() / HEAP_OF_AN_EVENT_STREAM));
    }

    @Override
    public Integer connections() {
      return Objects.requireNonNullElseGet(
          connections, () -> (int) Math.min(MOST_CONNECTIONS, heap() / HEAP_OF_A_CONNECTION));
    }
  }

  /// @param memory memory for the windows of streams in use; default: a 32nd of the heap, at most 256 MB
  public record Streams(@Nullable DataSize memory) {
    @Override
    public DataSize memory() {
      return memory == null ? DataSize.ofBytes(Math.min(256 * MIB, heap() / 32)) : memory;
    }
  }

  /// Default: a sixteenth of the heap, at most 256 MB.
  @Override
  public DataSize cache() {
    return cache == null ? DataSize.ofBytes(Math.min(256 * MIB, heap() / 16)) : cache;
  }

  /// Default: the heap without reserve, service, caches and streams, see [MemoryBudget#of].
  @Override
  public DataSize memory() {
    long kept = 2 * cache().toBytes() + streams.memory().toBytes();
    return memory == null ? DataSize.ofBytes(MemoryBudget.of(heap(), kept)) : memory;
  }

  /// Number of training threads.
  public int trainingThreads() {
    return cores == 0 ? Runtime.getRuntime().availableProcessors() : cores;
  }

  private static long heap() {
    return Runtime.getRuntime().maxMemory();
  }
}
