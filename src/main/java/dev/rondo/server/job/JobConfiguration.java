package dev.rondo.server.job;

import dev.rondo.server.ServerSettings;
import dev.rondo.server.alias.Aliases;
import dev.rondo.server.backtest.Backtests;
import dev.rondo.server.dataset.Datasets;
import dev.rondo.server.memory.MemoryBudget;
import dev.rondo.server.model.Models;
import dev.rondo.server.retraining.Retrainings;
import dev.rondo.server.web.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/// Creates the job runner and its parts.
@Configuration(proxyBeanMethods = false)
class JobConfiguration {
  @Bean
  Fit fit() {
    return new Fit() {};
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
      Retries retries,
      JobSettings settings,
      ServerSettings server,
      Clock clock) {
    int threads = settings.threads(server.trainingThreads());
    return new Trainings(fit, datasets, models, attempts, retries, threads, clock);
  }

  @Bean
  AutoTrainings autoTrainings(
      Fit fit,
      Datasets datasets,
      Models models,
      Attempts attempts,
      JobSettings settings,
      ServerSettings server,
      Clock clock) {
    int threads = settings.threads(server.trainingThreads());
    return new AutoTrainings(fit, datasets, models, attempts, threads, clock);
  }

  @Bean
  BacktestRuns backtestRuns(
      Datasets datasets,
      Models models,
      Backtests backtests,
      Attempts attempts,
      MemoryBudget memory,
      JobSettings settings,
      ServerSettings server,
      Clock clock) {
    int threads = settings.threads(server.trainingThreads());
    return new BacktestRuns(datasets, models, backtests, attempts, memory, threads, clock);
  }

  @Bean
  RetrainingRuns retrainingRuns(
      Datasets datasets,
      Models models,
      Aliases aliases,
      Retrainings retrainings,
      Attempts attempts,
      MemoryBudget memory,
      MeterRegistry registry,
      JobSettings settings,
      ServerSettings server,
      Clock clock) {
    int threads = settings.threads(server.trainingThreads());
    return new RetrainingRuns(
        datasets, models, aliases, retrainings, attempts, memory, registry, threads, clock);
  }

  @Bean
  JobRunner jobRunner(
      Jobs jobs,
      Attempts attempts,
      Trainings trainings,
      AutoTrainings autoTrainings,
      BacktestRuns backtestRuns,
      RetrainingRuns retrainingRuns,
      MemoryBudget memory,
      JobSettings settings,
      ServerSettings server,
      Retries retries,
      TransactionTemplate transaction,
      JobMetrics metrics,
      Ids ids) {
    return new JobRunner(
        jobs,
        attempts,
        trainings,
        autoTrainings,
        backtestRuns,
        retrainingRuns,
        new JobPool(settings.parallel(server.trainingThreads())),
        memory,
        settings,
        retries,
        transaction,
        metrics,
        ids.next());
  }
}
