package dev.rondo.server.performance;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/// Updates the performance of the watched models at intervals.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class PerformanceSchedule implements SchedulingConfigurer {
  private final PerformanceWatch watch;
  private final KeptSettings settings;

  PerformanceSchedule(PerformanceWatch watch, KeptSettings settings) {
    this.watch = watch;
    this.settings = settings;
  }

  @Override
  public void configureTasks(ScheduledTaskRegistrar registrar) {
    registrar.addFixedDelayTask(
        new FixedDelayTask(watch::refresh, settings.refresh(), settings.refresh()));
  }
}
