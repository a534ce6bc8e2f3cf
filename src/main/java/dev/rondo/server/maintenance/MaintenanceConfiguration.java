package dev.rondo.server.maintenance;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/// Starts verifications when they are due, and makes the commands.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
public class MaintenanceConfiguration implements SchedulingConfigurer {
  private static final Duration BETWEEN_CHECKS = Duration.ofMinutes(10);

  private final Verifications verifications;

  MaintenanceConfiguration(Verifications verifications) {
    this.verifications = verifications;
  }

  @Override
  public void configureTasks(ScheduledTaskRegistrar registrar) {
    registrar.addFixedDelayTask(
        new FixedDelayTask(verifications::check, BETWEEN_CHECKS, BETWEEN_CHECKS));
  }

  /// The commands of the program that work on the whole database.
  public static List<Object> commands() {
    Clock clock = Clock.systemUTC();
    return List.of(
        new BackupCommand(clock),
        new RestoreCommand(),
        new VerifyCommand(clock),
        new MigrateCommand());
  }
}
