package dev.rondo.server;

import dev.rondo.server.memory.MemoryBudget;
import dev.rondo.server.memory.Reservation;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.context.annotation.RequestScope;

/// The memory budget of the service, and the reservation of each request.
@Configuration(proxyBeanMethods = false)
class MemoryConfiguration {
  @Bean
  MemoryBudget memoryBudget(ServerSettings settings, MeterRegistry registry) {
    MemoryBudget budget = new MemoryBudget(settings.memory().toBytes());
    Gauge.builder("rondo.memory.reserved", budget, MemoryBudget::reserved)
        .description("Memory that requests and jobs under way have reserved")
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("rondo.memory.budget", budget, MemoryBudget::bytes)
        .description("Memory that requests and jobs can reserve in all")
        .baseUnit("bytes")
        .register(registry);
    return budget;
  }

  /// The reservation of the current request, released when the request is complete.
  @Bean(destroyMethod = "close")
  @RequestScope
  Reservation requestMemory(MemoryBudget budget) {
    return budget.open("the request");
  }
}
