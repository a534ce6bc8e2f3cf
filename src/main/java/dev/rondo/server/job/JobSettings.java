package dev.rondo.server.job;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings of training jobs.
///
/// @param parallel jobs that run at the same time and share the cores; 0 means one for every two cores
/// @param waiting largest number of waiting jobs; a further one is refused
/// @param attempts number of times a job is started if the service ends while it runs; then the job fails
/// @param heartbeat time between two heartbeats on an event stream
@Validated
@ConfigurationProperties("rondo.jobs")
record JobSettings(
    @DefaultValue("0") @Min(0) @Max(1024) int parallel,
    @DefaultValue("100") @Min(1) int waiting,
    @DefaultValue("3") @Min(1) int attempts,
    @DefaultValue("15s") Duration heartbeat) {

  /// Number of jobs that run at the same time on `cores` cores.
  int parallel(int cores) {
    return parallel == 0 ? Math.max(1, cores / 2) : parallel;
  }

  /// Number of threads of each job on `cores` cores.
  int threads(int cores) {
    return Math.max(1, cores / parallel(cores));
  }
}
