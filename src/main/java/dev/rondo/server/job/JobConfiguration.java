package dev.rondo.server.job;

import com.zaxxer.hikari.HikariDataSource;
import dev.rondo.server.ServerSettings;
import dev.rondo.server.SharedDatabase;
import dev.rondo.server.alias.Aliases;
import dev.rondo.server.backtest.Backtests;
import dev.rondo.server.dataset.Datasets;
import dev.rondo.server.memory.MemoryBudget;
import dev.rondo.server.model.Models;
import dev.rondo.server.retraining.Retrainings;
import dev.rondo.server.web.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Creates the job runner and its parts.
@Configuration(proxyBeanMethods = false)
class JobConfiguration {
  @Bean
  Fit fit() {
    return new Fit() {};
  }

  /// A replica that freezes in the middle of a transaction holds its locks, and nobody can take over its job. So PostgreSQL ends a
  /// transaction that has done nothing for the time of the lease.
  @Bean
  static BeanPostProcessor openTransactions(
      ObjectProvider<SharedDatabase> database, ObjectProvider<JobSettings> settings) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && database.getObject().isShared()) {
          String own = pool.getConnectionInitSql();
          pool.setConnectionInitSql(
              (own == null ? "" : own + "; ")
                  + "set idle_in_transaction_session_timeout = "
                  + settings.getObject().lease().toMillis());
        }
        return bean;
      }
    };
  }

  @Bean
  Retries retries() {
    return Retries.USUAL;
  }

  @Bean
  Trainings trainings(
      Fit fit,
      Datasets datasets,
      Models models,
      Attempts attempts,
      StoredCheckpoints checkpoints,
      Retries retries,
      JobSettings settings,
      ServerSettings server,
      Clock clock) {
    int threads = settings.threads(server.trainingThreads());
    return new Trainings(fit, datasets, models, attempts, checkpoints, retries, threads, clock);
  }

  @Bean
  AutoTrainings autoTrainings(
      Fit fit,
      Datasets datasets,
      Models models,
      Attempts attempts,
      StoredCheckpoints checkpoints,
      Retries retries,
      JobSettings settings,
      ServerSettings server,
      Clock clock) {
    int threads = settings.threads(server.trainingThreads());
    return new AutoTrainings(fit, datasets, models, attempts, checkpoints, retries, threads, clock);
  }

  @Bean
  BacktestRuns backtestRuns(
      Datasets datasets,
      Models models,
      Backtests backtests,
      Attempts attempts,
      StoredCheckpoints checkpoints,
      MemoryBudget memory,
      Retries retries,
      JobSettings settings,
      ServerSettings server,
      Clock clock) {
    int threads = settings.threads(server.trainingThreads());
    return new BacktestRuns(
        datasets, models, backtests, attempts, checkpoints, memory, retries, threads, clock);
  }

  @Bean
  RetrainingRuns retrainingRuns(
      Datasets datasets,
      Models models,
      Aliases aliases,
      Retrainings retrainings,
      Attempts attempts,
      StoredCheckpoints checkpoints,
      MemoryBudget memory,
      Retries retries,
      MeterRegistry registry,
      JobSettings settings,
      ServerSettings server,
      Clock clock) {
    int threads = settings.threads(server.trainingThreads());
    return new RetrainingRuns(
        datasets,
        models,
        aliases,
        retrainings,
        attempts,
        checkpoints,
        memory,
        retries,
        registry,
        threads,
        clock);
  }

  /// Unique name of this run of the service.
  record Owner(String name) {}

  @Bean
  Owner owner(Ids ids) {
    return new Owner(ids.next());
  }

  @Bean
  JobQueue jobQueue(
      DataSource source,
      JdbcClient database,
      SharedDatabase shared,
      JobSettings settings,
      ServerSettings server,
      Clock clock,
      Owner owner) {
    int parallel = settings.parallel(server.trainingThreads());
    return new JobQueue(source, database, shared, settings, parallel, clock, owner.name());
  }

  @Bean
  JobRunner jobRunner(
      Jobs jobs,
      Attempts attempts,
      Trainings trainings,
      AutoTrainings autoTrainings,
      BacktestRuns backtestRuns,
      RetrainingRuns retrainingRuns,
      JobQueue queue,
      RunningJobs running,
      MemoryBudget memory,
      JobSettings settings,
      Retries retries,
      TransactionTemplate transaction,
      JobMetrics metrics,
      Clock clock,
      Owner owner) {
    return new JobRunner(
        jobs,
        attempts,
        new Tasks(trainings, autoTrainings, backtestRuns, retrainingRuns),
        queue,
        running,
        memory,
        settings,
        retries,
        transaction,
        metrics,
        clock,
        owner.name());
  }

  @Bean
  JobCommands jobCommands(
      Jobs jobs,
      JobChanges changes,
      JobQueue queue,
      Datasets datasets,
      RunningJobs running,
      JobRunner runner,
      JobSettings settings,
      TransactionTemplate transaction,
      JobMetrics metrics) {
    return new JobCommands(
        jobs, changes, queue, datasets, running, runner, settings, transaction, metrics);
  }
}
