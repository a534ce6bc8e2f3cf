package dev.rondo.commandline;

import dev.rondo.commandline.result.ForecastOutcome;
import dev.rondo.commandline.result.ForecastOutcome.Unforecastable;
import dev.rondo.commandline.result.ForecastPicture;
import dev.rondo.forecasting.evaluation.Evaluation;
import dev.rondo.forecasting.forecast.AheadGaps;
import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.KnownHistories;
import dev.rondo.forecasting.forecast.SeriesHistories;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.model.Subject.ForecastInput;
import dev.rondo.forecasting.reading.Reading;
import dev.rondo.forecasting.reading.Report;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.TimeAxis;
import dev.rondo.forecasting.series.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Forecasts series of a table with a model of this process.
final class LocalForecasts {
  private LocalForecasts() {}

  /// Throws [InfeasibleException] if the series do not fit the model, or none of them has a forecast.
  ///
  /// @param source name of the table
  /// @param horizon null for that of the model
  static ForecastOutcome of(
      String source,
      Reading reading,
      Model model,
      @Nullable Integer horizon,
      PredictionArguments arguments) {
    Model.Description description = model.description();
    ServedModel served = ServedModel.of(model);
    SeriesHistories series = new SeriesHistories(description);
    List<String> warnings = new ArrayList<>(description.evaluation().warnings());
    List<History> histories =
        arguments.wanted() == null
            ? series.ofRows(reading.dataset())
            : series.of(reading.dataset(), arguments.wanted(), null);
    KnownHistories known = KnownHistories.of(histories, description.targets());
    warnings.addAll(known.warnings(served.lookback()));
    int steps = horizon == null ? description.method().horizon() : horizon;
    List<History> complete =
        AheadGaps.filled(served, known.histories(), steps, arguments.missingAhead, warnings);
    warnings.addAll(series.rowNotes(reading.dataset()));
    warnings.addAll(doubts(reading.report()));

    List<Unforecastable> without = new ArrayList<>();
    List<History> possible = new ArrayList<>();
    for (History history : complete) {
      Optional<String> obstacle = served.obstacle(history, steps);
      if (obstacle.isEmpty()) possible.add(history);
      else without.add(new Unforecastable(history.seriesId(), obstacle.get()));
    }
    if (possible.isEmpty())
      throw new InfeasibleException(
          ForecastInput.SERIES,
          "the series '%s' has no forecast: %s"
              .formatted(without.getFirst().seriesId(), without.getFirst().problem()));
    List<Double> levels = arguments.levels.isEmpty() ? served.usualLevels() : arguments.levels;
    List<Forecast> forecasts = served.forecast(possible, steps, levels);
    return new ForecastOutcome(
        source,
        reading.dataset().frequency().toString(),
        description.zone().getId(),
        description.targets(),
        levels,
        pictures(forecasts, possible, description),
        without,
        List.copyOf(warnings),
        judged(description.evaluation()));
  }

  /// The doubts of a reading, as warnings.
  static List<String> doubts(Report report) {
    return report.findings().stream()
        .filter(finding -> finding.kind() == Report.Kind.WARNING)
        .map(finding ->
            finding.lines().isEmpty()
                ? finding.detail()
                : finding.detail() + " (lines " + finding.lines() + ")")
        .toList();
  }

  private static Evaluation.@Nullable Part judged(Evaluation evaluation) {
    return evaluation.test() == null ? evaluation.validation() : evaluation.test();
  }

  private static List<ForecastPicture> pictures(
      List<Forecast> forecasts, List<History> histories, Model.Description description) {
    int targets = description.targets();
    List<ForecastPicture> pictures = new ArrayList<>(forecasts.size());
    for (int i = 0; i < forecasts.size(); i++) {
      History history = histories.get(i / targets);
      double[] past = Arrays.copyOf(history.values()[i % targets], history.steps());
      pictures.add(new ForecastPicture(forecasts.get(i), past, timeline(history, description)));
    }
    return pictures;
  }

  private static @Nullable Timeline timeline(History history, Model.Description description) {
    if (history.start() == null) return null;
    Frequency frequency =
        history.frequency() == null ? description.frequency() : history.frequency();
    return new Timeline(new TimeAxis(frequency, description.zone()), history.start());
  }
}
