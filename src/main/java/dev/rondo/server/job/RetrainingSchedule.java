package dev.rondo.server.job;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/// Looks for due retrainings at intervals.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class RetrainingSchedule implements SchedulingConfigurer {
  private final DueRetrainings due;
  private final RetrainingSettings settings;

  RetrainingSchedule(DueRetrainings due, RetrainingSettings settings) {
    this.due = due;
    this.settings = settings;
  }

  @Override
  public void configureTasks(ScheduledTaskRegistrar registrar) {
    registrar.addFixedDelayTask(new FixedDelayTask(due::start, settings.check(), settings.check()));
  }
}
