package dev.rondo.server.forecast;

import dev.rondo.server.web.Default;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What a request for forecasts may leave out.
@Configuration(proxyBeanMethods = false)
class PredictionDefaults {
  @Bean
  Default predictionLevels() {
    return Default.of(PredictionRequest.class, Map.of("levels", List.of(80.0, 95.0)));
  }
}
