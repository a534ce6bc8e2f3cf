package dev.rondo.server.job;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;

/// The jobs that this replica runs or is about to start, and the signals to them. Thread-safe.
@Component
class RunningJobs {
  private final JobChanges changes;
  private final Map<String, JobSignals> running = new ConcurrentHashMap<>();
  private final AtomicBoolean stopping = new AtomicBoolean();

  RunningJobs(JobChanges changes) {
    this.changes = changes;
  }

  /// Registers a job before it starts, so that it can be cancelled as soon as it runs; empty if it is registered already.
  Optional<JobSignals> begin(String id) {
    JobSignals signals = new JobSignals(stopping::get);
    return running.putIfAbsent(id, signals) == null ? Optional.of(signals) : Optional.empty();
  }

  void end(String id) {
    running.remove(id);
  }

  /// The signals of a job; empty if this replica does not run it.
  Optional<JobSignals> find(String id) {
    return Optional.ofNullable(running.get(id));
  }

  /// Passes on what users asked of other replicas.
  void passOn() {
    for (JobChanges.Wanted wanted : changes.wanted(running.keySet())) {
      JobSignals signals = running.get(wanted.id());
      if (signals == null) continue;
      signals.cancelled(wanted.cancels());
      signals.pause(wanted.pause());
    }
  }

  /// Asks all jobs to continue after the next start.
  void stop() {
    stopping.set(true);
  }

  boolean stopping() {
    return stopping.get();
  }

  int count() {
    return running.size();
  }
}
