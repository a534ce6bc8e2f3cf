package dev.rondo.server.webhook;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/// Looks for deliveries at intervals, if there can be any.
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
    if (!settings.hosts().isEmpty())
      registrar.addFixedDelayTask(
          new FixedDelayTask(sender::send, settings.check(), settings.check()));
  }
}
