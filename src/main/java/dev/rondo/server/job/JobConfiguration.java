package dev.rondo.server.job;

import dev.rondo.engine.training.TrainingListener;
import dev.rondo.forecasting.model.Estimate;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.model.ModelFit;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.server.ServerSettings;
import dev.rondo.server.dataset.Datasets;
import dev.rondo.server.model.Models;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/// Puts the runner of jobs together.
@Configuration(proxyBeanMethods = false)
class JobConfiguration {
  @Bean
  Fit fit() {
    return new Fit() {
      @Override
      public ModelSpec defaults(Dataset dataset, @Nullable Integer horizon) {
        return ModelSpec.defaults(dataset, horizon);
      }

      @Override
      public Estimate estimate(Dataset dataset, ModelSpec specification, boolean timed) {
        return ModelFit.estimate(dataset, specification, timed);
      }

      @Override
      public Optional<Model> fit(
          Dataset dataset,
          String fingerprint,
          ModelSpec specification,
          int threads,
          TrainingListener listener) {
        return ModelFit.fit(dataset, fingerprint, specification, threads, listener);
      }
    };
  }

  @Bean
  JobRunner jobRunner(
      Jobs jobs,
      Models models,
      Datasets datasets,
      Fit fit,
      JobSettings settings,
      ServerSettings server,
      TransactionTemplate transaction,
      JobMetrics metrics,
      Clock clock) {
    int parallel = settings.parallel(server.trainingThreads());
    int threads = Math.max(1, server.trainingThreads() / parallel);
    return new JobRunner(
        jobs,
        models,
        datasets,
        fit,
        new JobPool(parallel),
        settings,
        threads,
        transaction,
        metrics,
        clock);
  }
}
