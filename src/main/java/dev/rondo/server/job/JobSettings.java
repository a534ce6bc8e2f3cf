package dev.rondo.server.job;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// What an operator can choose of training jobs.
///
/// @param parallel jobs that run at a time and share the cores; 0 means one for every two cores
/// @param waiting most jobs that wait; one more is refused
/// @param attempts times that a job is started before it is given up, where the service ended while it ran
/// @param heartbeat time between two signs of life on a stream of events
@Validated
@ConfigurationProperties("rondo.jobs")
record JobSettings(
    @DefaultValue("0") @Min(0) @Max(1024) int parallel,
    @DefaultValue("100") @Min(1) int waiting,
    @DefaultValue("3") @Min(1) int attempts,
    @DefaultValue("15s") Duration heartbeat) {

  /// Jobs that run at a time on so many cores.
  int parallel(int cores) {
    return parallel == 0 ? Math.max(1, cores / 2) : parallel;
  }
}
