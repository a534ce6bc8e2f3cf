package dev.rondo.server;

import java.sql.SQLException;
import java.time.Duration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Locks the database before it is used.
@Configuration(proxyBeanMethods = false)
class DatabaseLockConfiguration {
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final int TRIES_TO_REGAIN = 6;

  @Bean
  DatabaseLock databaseLock(JdbcConnectionDetails details, ApplicationContext context) {
    String name = details.getJdbcUrl().replaceFirst("[;?].*", "");
    return new DatabaseLock(
        UnpooledDatabase.of(details), name, HEARTBEAT, TRIES_TO_REGAIN, () -> end(context));
  }

  @Bean
  FlywayMigrationStrategy lockBeforeMigration(DatabaseLock lock) {
    return flyway -> {
      try {
        lock.acquire();
      } catch (SQLException e) {
        throw new IllegalStateException("cannot lock the database: " + e.getMessage(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while the database was locked", e);
      }
      flyway.migrate();
    };
  }

  /// Runs on its own thread, because closing the context interrupts the lock's thread.
  private static void end(ApplicationContext context) {
    Thread.ofPlatform()
        .name("end")
        .start(() -> System.exit(SpringApplication.exit(context, () -> 1)));
  }
}
