package dev.rondo.forecasting.backtest;

import dev.rondo.forecasting.backtest.OriginForecaster.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/// Forecasts many series in chunks on several threads, and passes the forecasts on in order. A series that cannot be forecast does
/// not stop the others. The chunks of slow forecasters are small, so that progress is told often; a forecast does not depend on its
/// companions.
final class ForecastChunks implements AutoCloseable {
  /// Steps of the forecasts of a chunk.
  private static final int STEPS = 10_000;

  private static final int MOST_SERIES = 256;
  private static final int NUMBERS_OF_A_STEP = 64;

  /// Longest time that is wanted between two calls of `told`.
  private static final double WANTED_NANOS = 2.5e8;

  private final ExecutorService pool;
  private final int threads;

  ForecastChunks(int threads) {
    this.threads = threads;
    this.pool = Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory());
  }

  /// Largest number of series that are forecast between two calls of `told`.
  static long series(int threads) {
    return (long) threads * MOST_SERIES;
  }

  static long bytes(int threads) {
    return 2L * threads * STEPS * NUMBERS_OF_A_STEP * Double.BYTES;
  }

  /// The forecasts of a chunk, and why others are missing.
  private record Made(List<OriginForecast> forecasts, List<Miss> misses) {}

  private record Miss(Case one, String problem) {}

  /// @param told receives the number of finished cases before each chunk
  /// @param forecasts receives the forecasts in the order of the cases
  /// @param misses receives the cases that could not be forecast, and why
  void forecast(
      OriginForecaster forecaster,
      List<Case> cases,
      IntConsumer told,
      Consumer<OriginForecast> forecasts,
      BiConsumer<Case, String> misses) {
    if (cases.isEmpty()) return;
    int largest = Math.clamp(STEPS / cases.getFirst().horizon(), 1, MOST_SERIES);
    int size = 1;
    List<Callable<Made>> wave = new ArrayList<>();
    for (int from = 0; from < cases.size(); ) {
      told.accept(from);
      long began = System.nanoTime();
      wave.clear();
      while (wave.size() < threads && from < cases.size()) {
        List<Case> chunk = cases.subList(from, Math.min(cases.size(), from + size));
        wave.add(() -> made(forecaster, chunk));
        from += chunk.size();
      }
      for (Made made : all(wave)) {
        made.forecasts.forEach(forecasts);
        made.misses.forEach(miss -> misses.accept(miss.one, miss.problem));
      }
      double wanted = size * WANTED_NANOS / (System.nanoTime() - began);
      size = (int) Math.clamp(wanted, 1, Math.min(2 * size, largest));
    }
  }

  private static Made made(OriginForecaster forecaster, List<Case> cases) {
    List<OriginForecast> forecasts;
    try {
      forecasts = forecaster.forecast(cases);
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      return cases.size() == 1
          ? missed(cases.getFirst(), Objects.requireNonNullElse(e.getMessage(), e.toString()))
          : oneByOne(forecaster, cases);
    }
    if (forecasts.stream().allMatch(OriginForecast::isFinite))
      return new Made(forecasts, List.of());
    return cases.size() == 1
        ? missed(cases.getFirst(), "The forecast is not a finite number.")
        : oneByOne(forecaster, cases);
  }

  private static Made missed(Case one, String problem) {
    return new Made(List.of(), List.of(new Miss(one, problem)));
  }

  private static Made oneByOne(OriginForecaster forecaster, List<Case> cases) {
    Made all = new Made(new ArrayList<>(), new ArrayList<>());
    for (Case one : cases) {
      Made made = made(forecaster, List.of(one));
      all.forecasts.addAll(made.forecasts);
      all.misses.addAll(made.misses);
    }
    return all;
  }

  private List<Made> all(List<Callable<Made>> wave) {
    List<Made> results = new ArrayList<>();
    try {
      for (Future<Made> future : pool.invokeAll(wave)) results.add(future.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) throw cause;
      if (e.getCause() instanceof Error error) throw error;
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
    return results;
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
