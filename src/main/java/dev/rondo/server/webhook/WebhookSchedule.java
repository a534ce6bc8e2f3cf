package dev.rondo.server.webhook;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/// Looks for deliveries at intervals. Without allowed hosts too, because there may be deliveries of an earlier configuration.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class WebhookSchedule implements SchedulingConfigurer {
  private final Sender sender;
  private final WebhookSettings settings;

  WebhookSchedule(Sender sender, WebhookSettings settings) {
    this.sender = sender;
    this.settings = settings;
  }

  @Override
  public void configureTasks(ScheduledTaskRegistrar registrar) {
    registrar.addFixedDelayTask(
        new FixedDelayTask(sender::send, settings.check(), settings.check()));
  }
}
