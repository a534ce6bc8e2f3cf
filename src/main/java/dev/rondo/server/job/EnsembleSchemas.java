package dev.rondo.server.job;

import dev.rondo.forecasting.auto.EnsembleRequest;
import dev.rondo.forecasting.auto.NetworkRequest;
import dev.rondo.forecasting.auto.RidgeRequest;
import dev.rondo.forecasting.holiday.HolidayRegion;
import dev.rondo.server.web.Description;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The members of an automatic training in the API description.
@Configuration(proxyBeanMethods = false)
class EnsembleSchemas {
  @Bean
  Description ensemble() {
    return new Description(
        EnsembleRequest.class,
        Map.of(
            "methods",
            "names of methods that are fitted to each series alone, such as `theta`",
            "ridges",
            "linear maps that all series share, up to 10",
            "networks",
            "segment networks, up to 16",
            "weights",
            "all alike, or by the errors in the hold-out; default: `hold-out`",
            "origins",
            "number of held-out origins of each series, 1 to 1000",
            "stride",
            "steps between two held-out origins",
            "fallback",
            "whether the best baseline is served alone if it has a lower error in the hold-out; default: true",
            "covariates",
            "names of the covariates known ahead whose effect is used; default: those that lower the error at the end of the training part"));
  }

  @Bean
  Description holidays() {
    return new Description(
        HolidayRegion.class,
        Map.of(
            "country",
            "code of ISO 3166-1, such as `AU`",
            "region",
            "code of a part of the country, such as `VIC`; default: the holidays of the whole country"));
  }

  @Bean
  Description ridge() {
    return new Description(
        RidgeRequest.class,
        Map.of(
            "lookback",
            "steps that it reads, 1 to 2000",
            "season",
            "the outputs are relative to the values of one season before; 1 for the last value",
            "scaled",
            "whether each window is divided by its level"));
  }

  @Bean
  Description network() {
    return new Description(
        NetworkRequest.class,
        Map.of(
            "segment",
            "steps that it reads at once",
            "lookback",
            "steps of its window, a multiple of the segment, up to 20000",
            "base",
            "the outputs are relative to the values so many steps before; 0 for the last value",
            "units",
            "of the values in a window: logarithm of the ratio to the recent level, that ratio, standard deviations from the base or (revin) from the mean, or multiples of the mean",
            "width",
            "units of its layers, 1 to 1024",
            "batchSize",
            "windows of a training step, 1 to 4096",
            "steps",
            "training steps, 1 to 1000000; default: what the data and the duration allow",
            "learningRate",
            "highest learning rate, above 0 and at most 1",
            "skip",
            "whether a linear map from the window to the horizon is added"));
  }
}
