package dev.rondo.server.maintenance;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/// Starts verifications when they are due.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class MaintenanceSchedule implements SchedulingConfigurer {
  private static final Duration BETWEEN_CHECKS = Duration.ofMinutes(10);

  private final Verifications verifications;

  MaintenanceSchedule(Verifications verifications) {
    this.verifications = verifications;
  }

  @Override
  public void configureTasks(ScheduledTaskRegistrar registrar) {
    registrar.addFixedDelayTask(
        new FixedDelayTask(verifications::check, BETWEEN_CHECKS, BETWEEN_CHECKS));
  }
}
