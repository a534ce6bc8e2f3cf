package dev.rondo.server.publish;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedRateTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/// Looks for published forecasts that are due.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class PublicationSchedule implements SchedulingConfigurer {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final Publisher publisher;

  PublicationSchedule(Publisher publisher) {
    this.publisher = publisher;
  }

  @Override
  public void configureTasks(ScheduledTaskRegistrar registrar) {
    // Tasks of a fixed delay share one thread, on which others take long.
    registrar.addFixedRateTask(
        new FixedRateTask(publisher::refreshDue, BETWEEN_LOOKS, BETWEEN_LOOKS));
  }
}
