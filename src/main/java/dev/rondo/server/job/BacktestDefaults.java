package dev.rondo.server.job;

import dev.rondo.forecasting.backtest.Candidate;
import dev.rondo.forecasting.backtest.RequestedBacktest;
import dev.rondo.server.retraining.RetrainingPolicy;
import dev.rondo.server.web.Default;
import dev.rondo.server.web.Partial;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The candidates of a backtest, and the policies of retraining, of which a request may give only some members.
@Configuration(proxyBeanMethods = false)
class BacktestDefaults {
  @Bean
  Default automaticCandidate() {
    return Default.of(RequestedBacktest.USUAL_AUTO);
  }

  /// The members of a policy of retraining that may be left out.
  @Bean
  Default retrainingPolicy() {
    return Default.of(RetrainingPolicy.USUAL);
  }

  /// The defaults of a network come from [Fit#defaults].
  @Bean
  Partial networkCandidate() {
    return new Partial(Set.of(Candidate.Network.class));
  }
}
