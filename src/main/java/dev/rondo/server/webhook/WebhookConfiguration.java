package dev.rondo.server.webhook;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The source of the secrets of webhooks.
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {
  @Bean
  RandomGenerator webhookSecrets() {
    return new SecureRandom();
  }
}
