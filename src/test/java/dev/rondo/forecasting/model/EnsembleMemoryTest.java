package dev.rondo.forecasting.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.forecasting.auto.AutoProgress;
import dev.rondo.forecasting.auto.AutoRequest;
import dev.rondo.forecasting.generation.Generator;
import dev.rondo.forecasting.series.Dataset;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Compares the estimate of an automatic training's memory with its arrays of numbers, which the JVM counts in each stage.
@Order(1)
class EnsembleMemoryTest {
  private static final int THREADS = 2;

  @BeforeAll
  static void fitOnce() {
    Dataset dataset = new Generator.SineWaves(20, 40, 0.1, 42).generate();
    assertThat(EnsembleFit.fit(dataset, "f", request(2), 1, (_, _) -> {})).isNotNull();
  }

  private static AutoRequest request(int horizon) {
    // The duration shortens the training of networks, which does not change its memory.
    return new AutoRequest(horizon, Duration.ofSeconds(4), null, 1, null);
  }

  @ParameterizedTest
  @CsvSource({"600, 40, 8", "11000, 20, 3", "3, 1500, 100"})
  void theEstimateIsAtLeastThePeakAndNotFarAboveIt(int series, int steps, int horizon) {
    Dataset dataset = new Generator.SineWaves(series, steps, 0.1, 42).generate();
    long estimate = EnsembleFit.estimate(dataset, request(horizon), THREADS).memoryBytes();
    long least = (long) (0.4 * estimate);
    long most =
        MemoryTest.counted(
            () -> mostWhileFitting(dataset, request(horizon)),
            counted -> counted >= least && counted <= estimate);
    assertThat(most).isBetween(least, estimate);
  }

  private static long mostWhileFitting(Dataset dataset, AutoRequest request) {
    long before = MemoryTest.numbers();
    AtomicLong most = new AtomicLong();
    Map<String, Integer> calls = new ConcurrentHashMap<>();
    AutoProgress counting =
        (stage, _) -> {
          // The second call of a stage comes when its memory is allocated.
          int call = calls.merge(stage, 1, Integer::sum);
          if (call > 2 && call % 5000 != 0) return;
          most.accumulateAndGet(MemoryTest.numbers() - before, Math::max);
        };
    assertThat(EnsembleFit.fit(dataset, "f", request, THREADS, counting)).isNotNull();
    return most.get();
  }
}
