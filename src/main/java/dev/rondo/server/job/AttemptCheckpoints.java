package dev.rondo.server.job;

import dev.rondo.forecasting.checkpoint.Checkpoints;
import dev.rondo.forecasting.document.UnreadableDocumentException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The checkpoints of a running attempt. What is kept waits in memory until it is due: at most every few seconds, and less often
/// the larger it is, so that writing takes a small share of the time of the job and of the disk. Thread-safe.
final class AttemptCheckpoints implements Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(AttemptCheckpoints.class);
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /// The pause is as many times as long as the last write took.
  private static final int SHARE = 20;

  private static final long BYTES_PER_MILLI = 2_000;

  /// The pause grows with the time of the job, so that a job has at most a few thousand parts.
  private static final int PARTS_OF_RUN = 1000;

  /// Bytes of parts that are written before they are due, so that those of fast work do not fill the memory.
  private static final long MOST_WAITING = 32 << 20;

  private final StoredCheckpoints stored;
  private final Retries retries;
  private final Job job;
  private final Clock clock;
  private final BooleanSupplier ends;
  private final Instant started;
  private final Map<String, byte[]> kept = new LinkedHashMap<>();
  private final Set<String> dropped = new LinkedHashSet<>();

  /// Bytes of the parts that wait.
  private long waitingBytes;

  /// Whether the last write failed.
  private boolean failed;

  /// Names of the stored parts that are not dropped.
  private final Set<String> names;

  private Instant last;
  private Duration pause = SHORTEST_PAUSE;

  /// Reads the names of the stored parts. Throws [OutageException] if the database does not answer.
  ///
  /// @param ends whether the attempt is about to end
  AttemptCheckpoints(
      StoredCheckpoints stored, Retries retries, Job job, Clock clock, BooleanSupplier ends) {
    this.stored = stored;
    this.retries = retries;
    this.job = job;
    this.clock = clock;
    this.ends = ends;
    this.started = clock.instant();
    this.last = started;
    this.names = new HashSet<>(retries.read(described(), () -> stored.names(job.id())));
  }

  /// Throws [OutageException] if the database cannot be read.
  @Override
  public Optional<byte[]> find(String part) {
    synchronized (this) {
      byte[] waiting = kept.get(part);
      if (waiting != null) return Optional.of(waiting);
      if (!names.contains(part)) return Optional.empty();
    }
    try {
      // Without the lock, so that a cancel is heard while the database is asked again.
      return retries.read(described(), () -> stored.find(job.id(), part));
    } catch (UnreadableDocumentException e) {
      LOG.error("job {}: a part is computed again: {}", job.id(), e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public synchronized boolean has(String part) {
    return kept.containsKey(part) || names.contains(part);
  }

  @Override
  public synchronized void keep(String part, byte[] content) {
    byte[] before = kept.put(part, content);
    waitingBytes += content.length - (before == null ? 0 : before.length);
  }

  @Override
  public synchronized void drop(String prefix) {
    kept.keySet().removeIf(part -> part.startsWith(prefix));
    waitingBytes = bytesOf(kept);
    if (names.removeIf(part -> part.startsWith(prefix))) dropped.add(prefix);
  }

  private static long bytesOf(Map<String, byte[]> parts) {
    return parts.values().stream().mapToLong(content -> content.length).sum();
  }

  private String described() {
    return "the checkpoints of job " + job.id();
  }

  @Override
  public synchronized boolean due() {
    return !clock.instant().isBefore(last.plus(pause)) || ends.getAsBoolean();
  }

  /// Whether parts wait that are to be written now.
  synchronized boolean waiting() {
    return !(kept.isEmpty() && dropped.isEmpty())
        && (due() || !failed && waitingBytes > MOST_WAITING);
  }

  /// Largest number of bytes of parts that wait, if none of them is large.
  ///
  /// @param all bytes of all parts
  static long mostWaiting(long all) {
    return Math.min(all, MOST_WAITING);
  }

  @Override
  public Duration spent() {
    return job.reached().spent();
  }

  /// Time of all attempts so far.
  Duration spentNow() {
    return spent().plus(Duration.between(started, clock.instant()));
  }

  /// What waits; the caller writes it and then calls [#written] or [#notWritten].
  synchronized CheckpointParts take() {
    if (kept.isEmpty() && dropped.isEmpty()) return CheckpointParts.NONE;
    CheckpointParts parts = new CheckpointParts(List.copyOf(dropped), new LinkedHashMap<>(kept));
    names.addAll(kept.keySet());
    kept.clear();
    waitingBytes = 0;
    dropped.clear();
    return parts;
  }

  /// @param took duration of the write
  synchronized void written(CheckpointParts parts, Duration took) {
    last = clock.instant();
    failed = false;
    Duration wanted =
        Stream.of(
                SHORTEST_PAUSE,
                took.multipliedBy(SHARE),
                Duration.ofMillis(parts.bytes() / BYTES_PER_MILLI),
                spentNow().dividedBy(PARTS_OF_RUN))
            .max(Comparator.naturalOrder())
            .orElseThrow();
    pause = wanted.compareTo(LONGEST_PAUSE) < 0 ? wanted : LONGEST_PAUSE;
  }

  /// Lets the parts wait for the next write, except those that were kept anew or dropped meanwhile.
  synchronized void notWritten(CheckpointParts parts) {
    last = clock.instant();
    failed = true;
    parts
        .kept()
        .forEach((part, content) -> {
          if (dropped.stream().noneMatch(part::startsWith)) kept.putIfAbsent(part, content);
        });
    waitingBytes = bytesOf(kept);
    dropped.addAll(parts.dropped());
  }
}
