package dev.rondo.server.overload;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.rondo.forecasting.forecast.Turns;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Computes long forecasts one after the other, on as many threads as there are processors, in the order of their arrival. So a part of
/// an answer waits once under load, instead of sharing the processors with all others from its beginning to its end; the virtual
/// threads, on which requests are read and written, stay free for short requests such as those of health; and the wait can be measured.
@Component
public class ForecastTurns {
  /// What takes less time is computed at once, because a turn would take as long.
  private static final long SHORT = Duration.ofMillis(1).toNanos();

  private static final int MODELS = 10_000;

  private final ThreadPoolExecutor processors =
      (ThreadPoolExecutor)
          Executors.newFixedThreadPool(
              Runtime.getRuntime().availableProcessors(),
              Thread.ofPlatform().daemon().name("forecast-", 0).factory());

  private final LoadingCache<String, Pace> paces =
      Caffeine.newBuilder().maximumSize(MODELS).build(_ -> new Pace());

  private final boolean refuses;
  private final StandingQueue queue;
  private final long longest;
  private volatile boolean standing;
  private final Timer waits;

  /// A part that waits for its turn.
  private static final class Waiting<T> extends FutureTask<T> {
    private final long since;

    Waiting(long since, Callable<T> part) {
      super(part);
      this.since = since;
    }
  }

  /// How long a series takes with a model. Threads share it without a lock: an update that another one overwrites is no loss.
  private static final class Pace {
    /// Nanoseconds of a series, a moving average; 0 if it is not known.
    private volatile double nanos;

    <T> T measure(int series, Supplier<T> work) {
      long begin = System.nanoTime();
      T made = work.get();
      double now = (System.nanoTime() - begin) / (double) series;
      double known = nanos;
      nanos = known == 0 ? now : 0.9 * known + 0.1 * now;
      return made;
    }

    boolean isShort(int series) {
      double known = nanos;
      return known > 0 && known * series < SHORT;
    }
  }

  ForecastTurns(OverloadSettings settings, MeterRegistry metrics) {
    refuses = settings.delay().isPositive();
    queue = new StandingQueue(settings.delay());
    longest = settings.delay().plus(StandingQueue.INTERVAL).toNanos();
    waits =
        Timer.builder("rondo.forecasts.wait")
            .description("Time for which long forecasts waited for a processor")
            .register(metrics);
  }

  /// The turns of work with a model that has several kinds of parts.
  public Turns of(String model) {
    return new Turns() {
      @Override
      public <T> T take(String kind, int series, Supplier<T> part) {
        return ForecastTurns.this.take(model + "/" + kind, series, part);
      }
    };
  }

  /// Computes forecasts with a model, when it is their turn if they take long. Throws what `work` throws.
  ///
  /// @param model what is computed, usually with about the same time for each series: the id of a model, or that and a purpose. Work that
  ///     takes much longer than what was measured before may be computed at once, and then takes turns from the next time on
  /// @param series number of series of the forecast, at least 1
  public <T> T take(String model, int series, Supplier<T> work) {
    Pace pace = paces.get(model);
    return pace.isShort(series)
        ? pace.measure(series, work)
        : inTurn(() -> pace.measure(series, work));
  }

  /// Whether forecasts wait too long to be answered in time.
  boolean refusing() {
    if (!refuses || !(processors.getQueue().peek() instanceof Waiting<?> next)) return false;
    // No delay is measured while long parts hold all threads.
    return standing || System.nanoTime() - next.since > longest;
  }

  private <T> T inTurn(Supplier<T> work) {
    long asked = System.nanoTime();
    Waiting<T> made =
        new Waiting<>(
            asked,
            () -> {
              waited(System.nanoTime() - asked);
              return work.get();
            });
    processors.execute(made);
    try {
      return made.get();
    } catch (InterruptedException e) {
      made.cancel(false);
      processors.remove(made);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while forecasts were made", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException exception) throw exception;
      if (e.getCause() instanceof Error error) throw error;
      throw new IllegalStateException(e.getCause());
    }
  }

  private void waited(long nanos) {
    waits.record(nanos, TimeUnit.NANOSECONDS);
    synchronized (queue) {
      standing = queue.refuses(System.nanoTime(), nanos);
    }
  }

  @PreDestroy
  void close() {
    // What waits is still computed, so that nobody waits in vain.
    processors.shutdown();
  }
}
