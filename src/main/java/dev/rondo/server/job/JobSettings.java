package dev.rondo.server.job;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings of training jobs.
///
/// @param parallel jobs that run at the same time and share the cores; 0 means one for every two cores
/// @param waiting largest number of waiting jobs; a further one is refused
/// @param attempts number of times in a row that the service may end while a job runs before a new checkpoint is written; then the
///     job fails
/// @param lease time after which another replica takes over the jobs of one that does not answer
/// @param poll time between two looks for waiting jobs, and for what users asked of other replicas
/// @param keptCheckpoints number of ended jobs whose last states are kept, so that they can be extended or tried again
/// @param heartbeat time between two heartbeats on an event stream
@Validated
@ConfigurationProperties("rondo.jobs")
record JobSettings(
    @DefaultValue("0") @Min(0) @Max(1024) int parallel,
    @DefaultValue("100") @Min(1) int waiting,
    @DefaultValue("3") @Min(1) int attempts,
    @DefaultValue("15s") Duration heartbeat,
    @DefaultValue("20s") @DurationMin(seconds = 2) Duration lease,
    @DefaultValue("500ms") @DurationMin(millis = 50) Duration poll,
    @DefaultValue("20") @Min(0) int keptCheckpoints) {

  /// Number of jobs that run at the same time on `cores` cores.
  int parallel(int cores) {
    return parallel == 0 ? Math.max(1, cores / 2) : parallel;
  }

  /// Number of threads of each job on `cores` cores.
  int threads(int cores) {
    return Math.max(1, cores / parallel(cores));
  }
}
