package dev.rondo.server.forecast;

import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.model.Model;
import dev.rondo.server.forecast.Predictions.SeriesForecast;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.InfeasibleRequestException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Makes the forecasts of a request within its limits, and counts them.
@Component
class Forecasts {
  private static final int LONGEST_HORIZON = 10_000;
  private static final int MOST_LEVELS = 20;
  private static final long MOST_VALUES = 20_000_000;

  /// Values of an answer that are in memory at the same time.
  private static final long VALUES_OF_A_CHUNK = 200_000;

  /// Bytes of a value of an answer: the number, its share of a timestamp, and its share of the windows.
  private static final long BYTES_OF_A_VALUE = 150;

  private final Counter made;
  private final Reservation memory;

  /// @param requestMemory memory of the current request, which grows with its answer
  Forecasts(MeterRegistry registry, Reservation requestMemory) {
    this.memory = requestMemory;
    this.made =
        Counter.builder("rondo.forecasts")
            .description("Series that were forecast")
            .register(registry);
  }

  /// Checks horizon and levels; adds each fault to `faults`, created by `fault` from pointer and detail.
  void check(
      @Nullable Integer horizon,
      List<Double> levels,
      BiFunction<String, String, Fault> fault,
      List<Fault> faults) {
    if (horizon != null && (horizon < 1 || horizon > LONGEST_HORIZON)) {
      faults.add(
          fault.apply(
              "/horizon", "horizon must be between 1 and " + LONGEST_HORIZON + ", was " + horizon));
    }
    if (levels.size() > MOST_LEVELS)
      faults.add(
          fault.apply(
              "/levels", "levels must hold at most " + MOST_LEVELS + ", were " + levels.size()));
    for (int i = 0; i < Math.min(levels.size(), MOST_LEVELS); i++) {
      double level = levels.get(i);
      if (level > 0 && level < 1) {
        faults.add(
            fault.apply(
                "/levels/" + i,
                "a level is a percentage of at least 1 and below 100, was %s; did you mean %s?"
                    .formatted(
                        level,
                        BigDecimal.valueOf(level)
                            .movePointRight(2)
                            .stripTrailingZeros()
                            .toPlainString())));
      } else if (!(level >= 1 && level < 100)) {
        faults.add(
            fault.apply(
                "/levels/" + i,
                "a level must be a percentage of at least 1 and below 100, was " + level));
      } else if (levels.indexOf(levels.get(i)) < i) {
        faults.add(fault.apply("/levels/" + i, "the level " + level + " occurs twice"));
      }
    }
  }

  /// All series are checked before the first forecast is made, so that an answer does not break off. Among several forecasts, one
  /// that is not finite reports that itself. A forecast starts at the step after the last observed target of its series. Throws
  /// [InfeasibleRequestException].
  ///
  /// @param pointer pointer to a history in the request, by its number
  /// @param horizon null for the model's horizon
  Predictions of(
      String modelId,
      ServedModel forecaster,
      List<History> histories,
      IntFunction<String> pointer,
      @Nullable Integer horizon,
      List<Double> levels) {
    Model.Description model = forecaster.model().description();
    int steps = horizon == null ? model.spec().window().horizon() : horizon;
    int targets = model.dimensions().features();
    long valuesOfOne = (long) steps * targets * (1 + 2L * levels.size());
    if (valuesOfOne * histories.size() > MOST_VALUES) {
      throw new InfeasibleRequestException(
          "/horizon",
          "the answer would contain "
              + valuesOfOne * histories.size()
              + " values, more than "
              + MOST_VALUES
              + "; ask for fewer series, steps or levels at a time");
    }
    memory.grow(Math.min(valuesOfOne * histories.size(), VALUES_OF_A_CHUNK) * BYTES_OF_A_VALUE);
    memory.grow(forecaster.workingBytes(histories.size()));
    KnownHistories known = KnownHistories.of(histories, targets);
    checkEach(forecaster, known.histories(), steps, pointer);
    int chunk = (int) Math.clamp(VALUES_OF_A_CHUNK / valuesOfOne, 1, 4096);
    Chunks chunks = new Chunks(forecaster, known.histories(), steps, levels, targets, chunk);
    if (histories.size() == 1) {
      for (SeriesForecast alone : chunks.first()) {
        if (alone.problem() != null)
          throw new InfeasibleRequestException(pointer.apply(0), alone.problem());
      }
    }
    made.increment(histories.size());
    List<String> warnings = new ArrayList<>(model.evaluation().warnings());
    warnings.addAll(known.warnings(model.spec().window().lookback()));
    return new Predictions(modelId, List.copyOf(warnings), levels, chunks);
  }

  private static void checkEach(
      ServedModel forecaster, List<History> histories, int horizon, IntFunction<String> pointer) {
    for (int i = 0; i < histories.size(); i++) {
      Optional<String> obstacle = forecaster.obstacle(histories.get(i), horizon);
      if (obstacle.isPresent()) {
        throw new InfeasibleRequestException(
            pointer.apply(i),
            "The series '%s' has no forecast: %s."
                .formatted(histories.get(i).seriesId(), obstacle.get()));
      }
    }
  }
}
