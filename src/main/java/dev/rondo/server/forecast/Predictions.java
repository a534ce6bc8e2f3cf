package dev.rondo.server.forecast;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.Forecast.ColumnEffect;
import dev.rondo.forecasting.forecast.Forecast.Interval;
import dev.rondo.forecasting.forecast.Forecast.Quantile;
import dev.rondo.forecasting.forecast.Forecast.Total;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// The answer to a request for forecasts, which are computed while they are written.
public record Predictions(
    String modelId,
    @Schema(
            description = "version of the dataset that was forecast; only for series of a dataset",
            example = "3")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Integer datasetVersion,
    @Schema(
            description =
                "warnings on these forecasts: a baseline is better than the model, histories are short or end early, rows of the body were ambiguous")
        List<String> warnings,
    @Schema(description = "levels of the intervals in percent; empty if the model has no intervals")
        List<Double> levels,
    Iterable<SeriesForecast> forecasts,
    @Schema(description = "how the forecasts were made to add up; only if that was asked for")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable HierarchyAnswer hierarchy) {
  /// The same answer with more warnings.
  Predictions with(List<String> more) {
    List<String> all = new ArrayList<>(warnings);
    all.addAll(more);
    return new Predictions(modelId, datasetVersion, List.copyOf(all), levels, forecasts, hierarchy);
  }

  /// The same answer with the scores of observations.
  ///
  /// @param scores by series
  public Predictions scored(Map<String, List<ObservedScore>> scores) {
    Iterable<SeriesForecast> scored =
        () ->
            StreamSupport.stream(forecasts.spliterator(), false)
                .map(one ->
                    one.with(one.level, one.group, scores.getOrDefault(one.seriesId, List.of())))
                .iterator();
    return new Predictions(modelId, datasetVersion, warnings, levels, scored, hierarchy);
  }

  /// The same answer with some of the forecasts.
  public Predictions part(List<SeriesForecast> some) {
    return new Predictions(modelId, datasetVersion, warnings, levels, some, hierarchy);
  }

  /// The same answer for series of a version of a dataset.
  Predictions of(int version) {
    return new Predictions(modelId, version, warnings, levels, forecasts, hierarchy);
  }

  /// The forecast of one target of one series.
  @Schema(name = "SeriesForecast")
  @SuppressWarnings("ArrayRecordComponent")
  public record SeriesForecast(
      @Schema(
              example = "a",
              description = "id of the series; of a sum, its group as text, such as `region=north`")
          String seriesId,
      @Schema(
              description =
                  "static columns of the level that the group belongs to; only for groups of a hierarchy")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable List<String> level,
      @Schema(
              description = "values of these columns; only for groups of a hierarchy",
              example = "{\"region\": \"north\"}")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable Map<String, String> group,
      @Schema(description = "forecast column; only if the model forecasts several")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable String target,
      @Schema(description = "null if the series has no start") @Nullable List<String> timestamps,
      @Schema(
              description =
                  "steps ahead, from 1; for a series with integer steps and a start, the numbers of the steps")
          long[] steps,
      @Schema(
              description =
                  "point forecast of each step, which is the median; in a hierarchy it is moved so that it adds up. Null if it is not a finite number")
          double[] mean,
      @Schema(description = "median of each step; differs from `mean` in a hierarchy only")
          double[] median,
      List<Interval> intervals,
      @Schema(description = "single quantiles; only if some were asked for")
          @JsonInclude(JsonInclude.Include.NON_EMPTY)
          List<Quantile> quantiles,
      @Schema(description = "possible futures, `[paths][horizon]`; only if some were asked for")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          double @Nullable [][] paths,
      @Schema(description = "sum over the horizon; only if it was asked for")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable Total total,
      @Schema(
              description =
                  "what each covariate known ahead changes: the difference of each step to the forecast with the covariate at its mean, or at its most frequent level if it is a category; only if it was asked for")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable List<ColumnEffect> effects,
      @Schema(
              description =
                  "number of steps that were forecast directly; only if later ones are forecast from forecasts")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable Integer directSteps,
      @Schema(
              description =
                  "the observations of the request beside the forecasts of their steps; only for streams, if `falseAlarmRate` is given")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable List<ObservedScore> observations,
      @Schema(description = "reason why numbers of this forecast are missing; only if some are")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable String problem) {
    private static final String NOT_FINITE =
        "The forecast is not a finite number; the values are too far outside those of training.";

    /// Number of values of the series in the answer.
    public long values() {
      long quantilesAndBounds = quantiles.size() + 2L * intervals.size();
      return steps.length * (2 + quantilesAndBounds + (paths == null ? 0 : paths.length))
          + (observations == null ? 0 : observations.size());
    }

    /// A series that has no forecast.
    static SeriesForecast impossible(String seriesId, String problem) {
      return new SeriesForecast(
          seriesId,
          null,
          null,
          null,
          null,
          new long[0],
          new double[0],
          new double[0],
          List.of(),
          List.of(),
          null,
          null,
          null,
          null,
          null,
          problem);
    }

    static SeriesForecast of(Forecast forecast, boolean several) {
      return new SeriesForecast(
          forecast.seriesId(),
          null,
          null,
          several ? forecast.target() : null,
          forecast.timestamps(),
          forecast.steps(),
          forecast.mean(),
          forecast.median(),
          forecast.intervals(),
          forecast.quantiles(),
          forecast.paths(),
          forecast.total(),
          forecast.effects().isEmpty() ? null : forecast.effects(),
          forecast.direct() < forecast.steps().length ? forecast.direct() : null,
          null,
          DoubleStream.of(forecast.mean()).allMatch(Double::isFinite) ? null : NOT_FINITE);
    }

    /// The same forecast as that of a group.
    SeriesForecast in(List<String> ofLevel, Map<String, String> values) {
      return with(ofLevel, values, observations);
    }

    private SeriesForecast with(
        @Nullable List<String> ofLevel,
        @Nullable Map<String, String> values,
        @Nullable List<ObservedScore> scores) {
      return new SeriesForecast(
          seriesId,
          ofLevel,
          values,
          target,
          timestamps,
          steps,
          mean,
          median,
          intervals,
          quantiles,
          paths,
          total,
          effects,
          directSteps,
          scores,
          problem);
    }
  }
}
