package dev.rondo.server.publish;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
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
    registrar.addFixedDelayTask(
        new FixedDelayTask(publisher::refreshDue, BETWEEN_LOOKS, BETWEEN_LOOKS));
  }
}
