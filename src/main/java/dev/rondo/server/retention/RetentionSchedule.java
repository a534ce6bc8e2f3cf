package dev.rondo.server.retention;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/// Deletes what is too old every hour.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class RetentionSchedule implements SchedulingConfigurer {
  private static final Duration BETWEEN = Duration.ofHours(1);
  private static final Duration AFTER_START = Duration.ofMinutes(5);

  private final Retention retention;

  RetentionSchedule(Retention retention) {
    this.retention = retention;
  }

  @Override
  public void configureTasks(ScheduledTaskRegistrar registrar) {
    registrar.addFixedDelayTask(new FixedDelayTask(retention::run, BETWEEN, AFTER_START));
  }
}
