package dev.rondo.server.job;

import dev.rondo.forecasting.document.JsonTypes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Metrics of jobs and trainings.
@Component
class JobMetrics {
  private final Map<JobState.Name, Counter> ended = new EnumMap<>(JobState.Name.class);
  private final Timer training;

  JobMetrics(MeterRegistry registry, Jobs jobs) {
    for (JobState.Name state : JobState.Name.values()) {
      String name = JsonTypes.kebab(state.name());
      if (state.ended()) {
        ended.put(
            state,
            Counter.builder("rondo.jobs.ended")
                .description("Jobs that ended since the start")
                .tag("state", name)
                .register(registry));
      } else {
        io.micrometer.core.instrument.Gauge.builder("rondo.jobs", () -> jobs.count(state))
            .description("Waiting and running jobs")
            .tag("state", name)
            .register(registry);
      }
    }
    this.training =
        Timer.builder("rondo.training")
            .description("Duration of trainings, including evaluation")
            .register(registry);
  }

  void ended(JobState.Name state) {
    Counter counter = ended.get(state);
    if (counter != null) counter.increment();
  }

  <T> T timed(Supplier<T> work) {
    return training.record(work);
  }
}
