package dev.rondo.server.job;

import dev.rondo.engine.training.TrainingListener;
import dev.rondo.forecasting.model.Estimate;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.model.ModelFit;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.window.Split;
import dev.rondo.forecasting.window.WindowSpec;
import dev.rondo.server.ServerSettings;
import dev.rondo.server.dataset.Datasets;
import dev.rondo.server.model.Models;
import java.time.Clock;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/// Puts the runner of jobs together.
@Configuration(proxyBeanMethods = false)
class JobConfiguration {
  @Bean
  @ConditionalOnMissingBean
  Fit fit() {
    return new Fit() {
      @Override
      public ModelSpec defaults(Dataset dataset) {
        int longest = dataset.series().stream().mapToInt(Series::steps).max().orElse(2);
        ModelSpec general = Fit.GENERAL_DEFAULTS;
        return new ModelSpec(
            general.seed(),
            new WindowSpec(Math.clamp(longest - 1L, 1, 50), 1, 1),
            dataset.series().size() < 10 ? new Split.ByTime(0.7, 0.2, 0.1, null, null) : general.split(),
            general.scaler(),
            general.network(),
            general.training());
      }

      @Override
      public Estimate estimate(Dataset dataset, ModelSpec specification) {
        return ModelFit.estimate(dataset, specification);
      }

      @Override
      public Optional<Model> fit(Dataset dataset, String fingerprint, ModelSpec specification, int threads, TrainingListener listener) {
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
    return new JobRunner(jobs, models, datasets, fit, new JobPool(parallel), settings, threads, transaction, metrics, clock);
  }
}
