package dev.rondo.forecasting.forecast;

import dev.rondo.forecasting.forecast.AheadValues.Fill;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Missing values of the covariates that a model reads in the steps that are forecast.
public final class AheadGaps {
  /// Steps before a forecast in which missing values are told.
  private static final int READ_BEFORE = 1000;

  private AheadGaps() {}

  /// The histories with filled values.
  ///
  /// @param fill what takes the place of missing values; null to keep them, which the forecast refuses
  /// @param warnings receives what was filled, and what the model would read and is not there
  public static List<History> filled(
      ServedModel model,
      List<History> histories,
      int horizon,
      @Nullable Fill fill,
      List<String> warnings) {
    List<History> filled = new ArrayList<>(histories);
    if (fill != null) fill(fill, model, filled, horizon, warnings);
    tellPast(model, filled, warnings);
    if (model.readsTimes() && filled.stream().anyMatch(history -> history.start() == null))
      warnings.add(
          "The model reads the weekday or the time of the year, but there are no times, so its forecasts do not follow them.");
    return filled;
  }

  private static void fill(
      Fill fill, ServedModel model, List<History> histories, int horizon, List<String> warnings) {
    for (int column : model.columnsAhead()) {
      Map<String, Integer> filled = new TreeMap<>();
      for (int s = 0; s < histories.size(); s++) {
        int gaps = AheadValues.missing(histories.get(s), column, horizon);
        if (gaps == 0) continue;
        filled.put(histories.get(s).seriesId(), gaps);
        histories.set(s, AheadValues.filled(histories.get(s), column, horizon, fill));
      }
      if (filled.isEmpty()) continue;
      warnings.add(
          "Missing values of '%s' in the horizon were replaced by %s; steps of each series: %s."
              .formatted(
                  model.model().description().columns().get(column).name(),
                  fill == Fill.LAST ? "the last known value" : "the mean of the known values",
                  shown(filled)));
    }
  }

  private static void tellPast(ServedModel model, List<History> histories, List<String> warnings) {
    for (int column : model.columnsAhead()) {
      Map<String, Integer> missing = new TreeMap<>();
      for (History history : histories) {
        int gaps = AheadValues.missingBefore(history, column, READ_BEFORE);
        if (gaps > 0) missing.put(history.seriesId(), gaps);
      }
      if (!missing.isEmpty())
        warnings.add(
            "Missing values of '%s' before the forecast count as its mean; steps of each series: %s."
                .formatted(
                    model.model().description().columns().get(column).name(), shown(missing)));
    }
  }

  /// A few series with their numbers of steps.
  private static String shown(Map<String, Integer> steps) {
    return SeriesNames.few(
        steps.entrySet().stream().map(one -> "'%s' (%d)".formatted(one.getKey(), one.getValue())),
        steps.size());
  }
}
