package dev.rondo.server.stream;

import dev.rondo.server.SharedDatabase;
import dev.rondo.server.web.RemoteNews;
import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedRateTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/// Looks for streams that other replicas have changed, for those who listen here.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class StreamNews implements SchedulingConfigurer {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private final SharedDatabase shared;
  private final RemoteNews news;

  StreamNews(SharedDatabase shared, Streams streams) {
    this.shared = shared;
    this.news = streams.remote();
  }

  @Override
  public void configureTasks(ScheduledTaskRegistrar registrar) {
    if (shared.isShared())
      registrar.addFixedRateTask(new FixedRateTask(news::look, BETWEEN_LOOKS, BETWEEN_LOOKS));
  }
}
