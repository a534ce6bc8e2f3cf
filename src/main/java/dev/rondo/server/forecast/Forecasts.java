package dev.rondo.server.forecast;

import dev.rondo.forecasting.forecast.ForecastOptions;
import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.KnownHistories;
import dev.rondo.forecasting.forecast.SeriesNames;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.model.Model;
import dev.rondo.server.forecast.Predictions.SeriesForecast;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.overload.ForecastTurns;
import dev.rondo.server.performance.PerformanceWatch;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.InfeasibleRequestException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Makes the forecasts of a request within its limits, and counts them.
@Component
public class Forecasts {
  private static final int LONGEST_HORIZON = 10_000;
  private static final int MOST_LEVELS = 20;
  private static final int MOST_PATHS = 1000;
  private static final long MOST_VALUES = 20_000_000;

  /// Values of an answer that are in memory at the same time.
  private static final long VALUES_OF_A_CHUNK = 200_000;

  /// Bytes of a value of an answer: the number, its share of a timestamp, and its share of the windows.
  private static final long BYTES_OF_A_VALUE = 150;

  private final Counter made;
  private final PerformanceWatch watch;
  private final ForecastTurns turns;

  Forecasts(MeterRegistry registry, PerformanceWatch watch, ForecastTurns turns) {
    this.watch = watch;
    this.turns = turns;
    this.made =
        Counter.builder("rondo.forecasts")
            .description("Series that were forecast")
            .register(registry);
  }

  /// Checks horizon and levels; adds each fault to `faults`, created by `fault` from pointer and detail.
  public void check(
      @Nullable Integer horizon,
      List<Double> levels,
      BiFunction<String, String, Fault> fault,
      List<Fault> faults) {
    if (horizon != null && (horizon < 1 || horizon > LONGEST_HORIZON)) {
      faults.add(
          fault.apply(
              "/horizon", "horizon must be between 1 and " + LONGEST_HORIZON + ", was " + horizon));
    }
    if (levels.stream().anyMatch(Objects::isNull)) {
      faults.add(fault.apply("/levels", "levels must be numbers, and one of them is blank"));
      return;
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

  /// What a request asks for; null where the model decides.
  public record Wish(
      @Nullable Integer horizon,
      List<Double> levels,
      List<Double> quantiles,
      int paths,
      boolean total,
      boolean explain,
      AheadRequest ahead) {
    /// Without values ahead and without the effects of covariates.
    public Wish(
        @Nullable Integer horizon,
        List<Double> levels,
        List<Double> quantiles,
        int paths,
        boolean total) {
      this(horizon, levels, quantiles, paths, total, false, AheadRequest.NONE);
    }

    /// @param more further levels of intervals
    ForecastOptions options(int usualHorizon, List<Double> more) {
      List<Double> all = new ArrayList<>(levels);
      for (double level : more) if (!all.contains(level)) all.add(level);
      return new ForecastOptions(
          horizon == null ? usualHorizon : horizon, all, quantiles, paths, total, explain);
    }
  }

  /// What happens to a request with series that cannot be forecast.
  public enum Unforecastable {
    /// It is refused.
    REFUSED,
    /// Such a series reports that itself, unless it is the only one or no other can be forecast; then the request is refused.
    SKIPPED,
    /// Such a series reports that itself.
    TOLD
  }

  /// Checks quantiles and paths as [#check] checks horizon and levels.
  void check(List<Double> quantiles, @Nullable Integer paths, List<Fault> faults) {
    if (quantiles.size() > MOST_LEVELS)
      faults.add(
          Fault.at(
              "/quantiles",
              "quantiles must hold at most " + MOST_LEVELS + ", were " + quantiles.size()));
    for (int i = 0; i < Math.min(quantiles.size(), MOST_LEVELS); i++) {
      double level = quantiles.get(i);
      if (!(level >= 0.001 && level <= 0.999))
        faults.add(
            Fault.at(
                "/quantiles/" + i, "a quantile must be between 0.001 and 0.999, was " + level));
    }
    if (paths != null && (paths < 1 || paths > MOST_PATHS))
      faults.add(
          Fault.at("/paths", "paths must be between 1 and " + MOST_PATHS + ", was " + paths));
  }

  /// As the other method, without a follow-up.
  public Predictions of(
      String modelId,
      ServedModel forecaster,
      List<History> histories,
      IntFunction<String> pointer,
      Wish wish,
      Unforecastable policy,
      Reservation memory) {
    return of(modelId, forecaster, histories, pointer, wish, policy, FollowUp.NONE, memory);
  }

  /// All series are checked before the first forecast is made, so that an answer does not break off. Among several forecasts, one
  /// that is not finite reports that itself. A forecast starts at the step after the last observed target of its series. Throws
  /// [InfeasibleRequestException].
  ///
  /// @param pointer pointer to a history in the request, by its number
  /// @param followUp what happens to the forecasts before they are answered
  /// @param memory memory of the work, which grows with the answer
  Predictions of(
      String modelId,
      ServedModel forecaster,
      List<History> histories,
      IntFunction<String> pointer,
      Wish wish,
      Unforecastable policy,
      FollowUp followUp,
      Reservation memory) {
    Model.Description model = forecaster.model().description();
    ForecastOptions options = wish.options(model.method().horizon(), followUp.levels());
    int targets = model.targets();
    long valuesOfOne =
        (long) options.horizon()
            * targets
            * (2
                + 2L * options.levels().size()
                + wish.quantiles().size()
                + wish.paths()
                + (wish.explain() ? forecaster.explained() : 0));
    if (valuesOfOne * histories.size() > MOST_VALUES) {
      throw new InfeasibleRequestException(
          "/horizon",
          "the answer would contain "
              + valuesOfOne * histories.size()
              + " values, more than "
              + MOST_VALUES
              + "; ask for fewer series, steps, levels or paths at a time");
    }
    long together = followUp.atOnce() ? MOST_VALUES : VALUES_OF_A_CHUNK;
    memory.grow(Math.min(valuesOfOne * histories.size(), together) * BYTES_OF_A_VALUE);
    memory.grow(forecaster.workingBytes(histories, options.horizon()));
    List<String> aheadWarnings = new ArrayList<>();
    KnownHistories given = KnownHistories.of(histories, targets);
    KnownHistories known =
        given.with(
            wish.ahead().complete(forecaster, given.histories(), options.horizon(), aheadWarnings));
    Map<Integer, String> obstacles =
        obstacles(forecaster, known.histories(), options.horizon(), pointer, policy);
    int chunk = (int) Math.clamp(VALUES_OF_A_CHUNK / valuesOfOne, 1, 4096);
    Chunks.Step step =
        (history, target, forecast) ->
            followUp.of(history, target, forecast).withFirst(wish.levels().size());
    Chunks chunks =
        new Chunks(
            part -> turns.take(modelId, part.size(), () -> forecaster.forecast(part, options)),
            known.histories(),
            obstacles,
            step,
            targets,
            chunk);
    if (histories.size() == 1 && policy != Unforecastable.TOLD) {
      for (SeriesForecast alone : chunks.first()) {
        if (alone.problem() != null)
          throw new InfeasibleRequestException(pointer.apply(0), alone.problem());
      }
    }
    Iterable<SeriesForecast> answered = followUp.atOnce() ? all(chunks) : chunks;
    followUp.end();
    List<String> ofModel = told(modelId, histories.size() - obstacles.size());
    List<String> warnings = new ArrayList<>(model.evaluation().warnings());
    warnings.addAll(known.warnings(forecaster.lookback()));
    warnings.addAll(aheadWarnings);
    if (!obstacles.isEmpty()) warnings.add(skipped(known.histories(), obstacles));
    warnings.addAll(followUp.warnings());
    warnings.addAll(ofModel);
    return new Predictions(modelId, null, List.copyOf(warnings), wish.levels(), answered, null);
  }

  /// Counts forecasts that were made.
  ///
  /// @return warnings about the recent errors of the model
  List<String> told(String modelId, int series) {
    made.increment(series);
    return watch.warnings(modelId);
  }

  private static List<SeriesForecast> all(Iterable<SeriesForecast> forecasts) {
    List<SeriesForecast> all = new ArrayList<>();
    forecasts.forEach(all::add);
    return all;
  }

  private static String skipped(List<History> histories, Map<Integer, String> obstacles) {
    return "%d series have no forecast, see their `problem`: %s."
        .formatted(
            obstacles.size(),
            SeriesNames.few(
                obstacles.keySet().stream().map(i -> "'" + histories.get(i).seriesId() + "'"),
                obstacles.size()));
  }

  /// The reasons why histories have no forecast, by the number of the history. Throws [InfeasibleRequestException] unless such
  /// series are skipped and others remain.
  private static Map<Integer, String> obstacles(
      ServedModel forecaster,
      List<History> histories,
      int horizon,
      IntFunction<String> pointer,
      Unforecastable policy) {
    Map<Integer, String> obstacles = new LinkedHashMap<>();
    for (int i = 0; i < histories.size(); i++) {
      Optional<String> obstacle = forecaster.obstacle(histories.get(i), horizon);
      if (obstacle.isEmpty()) continue;
      String problem =
          "The series '%s' has no forecast: %s."
              .formatted(histories.get(i).seriesId(), obstacle.get());
      if (policy == Unforecastable.REFUSED)
        throw new InfeasibleRequestException(pointer.apply(i), problem);
      obstacles.put(i, problem);
    }
    if (policy == Unforecastable.SKIPPED
        && obstacles.size() == histories.size()
        && !histories.isEmpty()) {
      Map.Entry<Integer, String> first = obstacles.entrySet().iterator().next();
      throw new InfeasibleRequestException(pointer.apply(first.getKey()), first.getValue());
    }
    return obstacles;
  }
}
