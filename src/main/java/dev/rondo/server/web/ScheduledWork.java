package dev.rondo.server.web;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.task.SimpleAsyncTaskSchedulerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Tells of scheduled work that fails; all of it runs again at its next time.
@Configuration(proxyBeanMethods = false)
class ScheduledWork {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduledWork.class);

  @Bean
  SimpleAsyncTaskSchedulerCustomizer failuresOfScheduledWork() {
    return scheduler -> scheduler.setErrorHandler(ScheduledWork::tell);
  }

  /// An outage of the database is no fault of the work, and needs no stack trace each time.
  private static void tell(Throwable failure) {
    if (DatabaseOutage.in(failure))
      LOG.warn(
          "scheduled work waits, because the database does not answer: {}", failure.getMessage());
    else LOG.error("scheduled work failed; it runs again at its next time", failure);
  }
}
