package dev.rondo.server.identity;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedRateTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/// Writes the audit log and the times of the last use of keys at intervals, and when the service stops.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class AccessSchedule implements SchedulingConfigurer, SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(AccessSchedule.class);
  private static final Duration BETWEEN_WRITES = Duration.ofSeconds(1);
  private static final Duration BETWEEN_USES = Duration.ofMinutes(1);
  private static final Duration BETWEEN_REMOVALS = Duration.ofHours(1);

  private final AuditLog audit;
  private final ApiKeys keys;
  private volatile boolean running;

  AccessSchedule(AuditLog audit, ApiKeys keys) {
    this.audit = audit;
    this.keys = keys;
  }

  @Override
  public void configureTasks(ScheduledTaskRegistrar registrar) {
    every(registrar, BETWEEN_WRITES, audit::write);
    every(registrar, BETWEEN_USES, keys::writeUses);
    every(registrar, BETWEEN_REMOVALS, audit::removeOld);
  }

  private static void every(ScheduledTaskRegistrar registrar, Duration time, Runnable work) {
    registrar.addFixedRateTask(new FixedRateTask(() -> attempt(work), time, time));
  }

  private static void attempt(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("keys or the audit log cannot be written now: {}", e.toString());
    }
  }

  @Override
  public void start() {
    running = true;
  }

  /// Stops after the server, whose last requests have entries and use keys too.
  @Override
  public int getPhase() {
    return 0;
  }

  /// Writes what waits, when requests have ended.
  @Override
  public void stop() {
    attempt(audit::write);
    attempt(keys::writeUses);
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
