package dev.rondo.server;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// Locks the database and updates its tables before it is used.
@Configuration(proxyBeanMethods = false)
class DatabaseLockConfiguration {
  /// Longer than any statement of the pool takes.
  private static final Duration ANSWER = Duration.ofMinutes(5);

  /// A statement whose network is gone would wait for ever, and its connection would be lost to the pool. Updates of the tables may take
  /// longer, see [Patient].
  @Bean
  static BeanPostProcessor answersInTime(ObjectProvider<SharedDatabase> database) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && database.getObject().isShared()) {
          Properties driver = pool.getDataSourceProperties();
          driver.putIfAbsent("socketTimeout", Long.toString(ANSWER.toSeconds()));
          driver.putIfAbsent("tcpKeepAlive", "true");
        }
        return bean;
      }
    };
  }

  @Bean
  FlywayConfigurationCustomizer updatesInAnyTime(SharedDatabase database) {
    return flyway -> {
      DataSource usual = flyway.getDataSource();
      if (database.isShared() && usual != null) flyway.dataSource(new Patient(usual));
    };
  }

  /// Connections that wait for an answer as long as it takes. A pool takes this back when it gets one again.
  private static final class Patient extends DelegatingDataSource {
    Patient(DataSource usual) {
      super(usual);
    }

    @Override
    public Connection getConnection() throws SQLException {
      Connection connection = super.getConnection();
      connection.setNetworkTimeout(Runnable::run, 0);
      return connection;
    }
  }

  @Bean
  DatabaseLock databaseLock(JdbcConnectionDetails details, ApplicationContext context) {
    return DatabaseLock.of(details, () -> end(context));
  }

  @Bean
  FlywayMigrationStrategy lockBeforeMigration(
      DatabaseLock lock,
      JdbcConnectionDetails details,
      SharedDatabase database,
      ObjectProvider<FileDatabase> files) {
    return flyway -> {
      FileDatabase file = files.getIfAvailable();
      try {
        if (file != null) new FileUpdate(file, flyway).run();
        try (StartTurn _ = StartTurn.take(details, database.isShared())) {
          lock.acquire(new Tables(flyway, lock.name()));
        }
      } catch (SQLException e) {
        throw new IllegalStateException("cannot lock the database: " + e.getMessage(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while the database was locked", e);
      }
      // Nothing is left to apply; this compares the applied migrations with those of this program.
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
