package dev.rondo.server.job;

import dev.rondo.engine.network.NetworkSpec;
import dev.rondo.engine.training.EarlyStopping;
import dev.rondo.engine.training.GradientClipping;
import dev.rondo.engine.training.TrainingSpec;
import dev.rondo.forecasting.window.WindowSpec;
import dev.rondo.server.web.Partial;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The parts of a training request in the API description.
@Configuration(proxyBeanMethods = false)
class JobSchemas {
  /// The members of a [JobRequest] whose defaults come from [Fit#defaults].
  @Bean
  Partial completedByTheDataset() {
    return new Partial(
        Set.of(
            WindowSpec.class,
            NetworkSpec.class,
            TrainingSpec.class,
            GradientClipping.class,
            EarlyStopping.class));
  }
}
