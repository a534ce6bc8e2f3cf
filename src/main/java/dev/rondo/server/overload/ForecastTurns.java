package dev.rondo.server.overload;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Computes long forecasts one after the other, on as many threads as there are processors, in the order of their arrival. So a request
/// under load waits once, instead of sharing the processors with all others from its beginning to its end; the virtual threads, on
/// which requests are read and written, stay free for short requests such as those of health; and the wait can be measured.
@Component
public class ForecastTurns {
  /// What takes less time is computed at once, because a turn would take as long.
  private static final long SHORT = Duration.ofMillis(1).toNanos();

  private static final int MODELS = 10_000;

  private final ExecutorService processors =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          Thread.ofPlatform().daemon().name("forecast-", 0).factory());

  /// Nanoseconds of a series by model, a moving average.
  private final Cache<String, Double> paces = Caffeine.newBuilder().maximumSize(MODELS).build();

  private final AtomicInteger waiting = new AtomicInteger();
  private final boolean refuses;
  private final StandingQueue queue;
  private volatile boolean standing;
  private volatile long delay;

  ForecastTurns(OverloadSettings settings, MeterRegistry metrics) {
    refuses = settings.delay().isPositive();
    queue = new StandingQueue(settings.delay());
    Gauge.builder("rondo.forecasts.delay", () -> delay / (double) TimeUnit.SECONDS.toNanos(1))
        .baseUnit("seconds")
        .description("Time for which the last long forecast waited for a processor")
        .register(metrics);
  }

  /// Computes forecasts with a model, when it is their turn if they take long. Throws what `work` throws.
  ///
  /// @param series number of series of the forecast
  public <T> T take(String model, int series, Supplier<T> work) {
    Double pace = paces.getIfPresent(model);
    Supplier<T> timed = () -> timed(model, series, work);
    return pace != null && pace * series < SHORT ? timed.get() : inTurn(timed);
  }

  /// Whether forecasts wait too long to be answered in time.
  boolean refusing() {
    return refuses && standing && waiting.get() > 0;
  }

  private <T> T timed(String model, int series, Supplier<T> work) {
    long begin = System.nanoTime();
    T made = work.get();
    double pace = (System.nanoTime() - begin) / (double) Math.max(1, series);
    paces.asMap().merge(model, pace, (known, now) -> 0.9 * known + 0.1 * now);
    return made;
  }

  private <T> T inTurn(Supplier<T> work) {
    long asked = System.nanoTime();
    waiting.incrementAndGet();
    Future<T> made =
        processors.submit(() -> {
          waiting.decrementAndGet();
          measured(System.nanoTime(), asked);
          return work.get();
        });
    try {
      return made.get();
    } catch (InterruptedException e) {
      made.cancel(false);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while forecasts were made", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException exception) throw exception;
      if (e.getCause() instanceof Error error) throw error;
      throw new IllegalStateException(e.getCause());
    }
  }

  private synchronized void measured(long now, long asked) {
    delay = now - asked;
    standing = queue.refuses(now, delay);
  }

  @PreDestroy
  void close() {
    processors.shutdownNow();
  }
}
