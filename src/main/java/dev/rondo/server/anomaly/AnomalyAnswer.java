package dev.rondo.server.anomaly;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rondo.forecasting.anomaly.AnomalyKind;
import dev.rondo.server.web.CsvTable;
import dev.rondo.server.web.OrMissing;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The anomalies of some series; the annotations describe the members.
record AnomalyAnswer(
    String modelId,
    @Schema(description = "nominal share of usual observations that raise an alarm")
        double falseAlarmRate,
    @Schema(description = "steps between an observation and the last value that its forecast reads")
        int ahead,
    @Schema(
            description =
                "for each target of the model: the share of its held-out training errors beyond the threshold, which these errors set")
        List<HeldOut> heldOut,
    @Schema(description = "number of observations with a score") long scored,
    @Schema(description = "number of observations that are anomalies") long alarms,
    @Schema(description = "`alarms / scored`; null if nothing was scored") @OrMissing double rate,
    List<String> warnings,
    List<SeriesAnomalies> series)
    implements CsvTable {
  private static final List<String> HEADER =
      List.of(
          "seriesId",
          "target",
          "step",
          "timestamp",
          "value",
          "expected",
          "lower",
          "upper",
          "score",
          "probability",
          "kind");

  /// The held-out errors of a target.
  @Schema(name = "HeldOutAlarms")
  record HeldOut(
      String target,
      @Schema(description = "number of held-out errors; 0 if the model has none") long errors,
      @Schema(description = "share of them beyond the threshold; null without errors") @OrMissing
          double rate) {}

  /// The anomalies of one target of one series.
  @Schema(name = "SeriesAnomalies")
  record SeriesAnomalies(
      String seriesId,
      @Schema(description = "forecast column; only if the model forecasts several")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable String target,
      long scored,
      long alarms,
      @Schema(description = "in the order of time") List<Found> anomalies,
      @Schema(description = "all observations and gaps of the searched part")
          List<Observation> observations) {}

  /// Neighbouring steps with the same anomaly.
  @Schema(name = "FoundAnomaly")
  record Found(
      @Schema(
              description =
                  "`point`: one outlier; `level-shift`: several steps on one side of the forecast made before them; `gap`: missing values")
          AnomalyKind kind,
      @Schema(description = "first step") long firstStep,
      @Schema(description = "last step") long lastStep,
      @Schema(description = "time of the first step; null if the series has no times")
          @Nullable String from,
      @Schema(description = "time of the last step; null if the series has no times")
          @Nullable String to,
      @Schema(description = "largest score of its steps; null for a gap") @OrMissing
          double score) {}

  /// An observation beside its forecast. Numbers are null where there is no observation or no forecast.
  @Schema(name = "ScoredObservation")
  record Observation(
      @Schema(
              description =
                  "the integer step of a series that has them and a start; otherwise counted from 0 in the series")
          long step,
      @Schema(description = "null if the series has no times") @Nullable String timestamp,
      @OrMissing double value,
      @Schema(description = "median of the forecast") @OrMissing double expected,
      @Schema(description = "a value below raises an alarm") @OrMissing double lower,
      @Schema(description = "a value above raises an alarm") @OrMissing double upper,
      @Schema(
              description =
                  "distance from the median as a multiple of that of the bound; above 1 is an alarm")
          @OrMissing
          double score,
      @Schema(description = "probability of a value at least as far from the median") @OrMissing
          double probability,
      @Schema(description = "null for a usual observation") @Nullable AnomalyKind kind) {}

  @Override
  public List<String> header() {
    return HEADER;
  }

  @Override
  public Iterable<List<String>> rows() {
    return () ->
        series.stream()
            .flatMap(one -> one.observations.stream().map(each -> row(one, each)))
            .iterator();
  }

  private static List<String> row(SeriesAnomalies series, Observation one) {
    return List.of(
        series.seriesId,
        series.target == null ? "" : series.target,
        Long.toString(one.step),
        one.timestamp == null ? "" : one.timestamp,
        number(one.value),
        number(one.expected),
        number(one.lower),
        number(one.upper),
        number(one.score),
        number(one.probability),
        one.kind == null ? "" : one.kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private static String number(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "";
  }
}
