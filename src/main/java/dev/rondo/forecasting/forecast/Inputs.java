package dev.rondo.forecasting.forecast;

import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.model.Method.TrainedNetwork;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.model.Subject;
import dev.rondo.forecasting.scaling.Scaling;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.TimeAxis;
import dev.rondo.forecasting.series.Timeline;
import dev.rondo.forecasting.window.Context;
import dev.rondo.forecasting.window.ObservedSeries;
import dev.rondo.forecasting.window.Parts;
import dev.rondo.forecasting.window.WindowLayout;
import java.util.List;
import java.util.Optional;

/// The inputs of a forecast: checks them, and converts histories to contexts.
final class Inputs {
  private final WindowLayout layout;
  private final Scaling scaling;
  private final Parts parts;
  private final List<Column> columns;

  Inputs(Model.Description description, TrainedNetwork trained) {
    this.layout = trained.layout();
    this.scaling = trained.scaling();
    this.columns = description.columns();
    this.parts = Parts.of(columns, new TimeAxis(description.frequency(), description.zone()));
  }

  /// Throws [InfeasibleException].
  void check(int horizon) {
    if (horizon > layout.horizon() && layout.columns() > layout.targets()) {
      throw new InfeasibleException(
          Subject.ForecastInput.HORIZON,
          ("The model reads covariates, whose future it does not know, so it forecasts at most its own horizon of %d steps;"
                  + " %d were asked for.")
              .formatted(layout.horizon(), horizon));
    }
  }

  /// The context at the end of a history, with room for the forecasts that are fed back. Throws [InfeasibleException].
  ///
  /// @param number of the history in the request
  Context context(int number, History history, int horizon) {
    try {
      return context(history, horizon);
    } catch (IllegalArgumentException e) {
      throw new InfeasibleException(
          new Subject.HistoryValues(number),
          "The series '%s' gives no forecast: %s.".formatted(history.seriesId(), e.getMessage()));
    }
  }

  /// The reason why a history has no forecast of `horizon` steps; empty if it has one.
  Optional<String> obstacle(History history, int horizon) {
    try {
      Context context = context(history, 1);
      Timeline timeline = context.timeline();
      if (timeline != null)
        timeline.axis().requireRange(timeline.start(), (long) context.origin() + horizon);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  private Context context(History history, int horizon) {
    if (history.values().length != layout.columns()) {
      throw new IllegalArgumentException(
          "the model reads %d columns, the series has %d"
              .formatted(layout.columns(), history.values().length));
    }
    int room = (horizon - 1) / layout.horizon() * layout.horizon();
    ObservedSeries series =
        ObservedSeries.of(
            history.seriesId(),
            history.start(),
            history.values(),
            history.steps(),
            history.statics(),
            parts(history),
            room);
    if (series.first() == series.steps())
      throw new IllegalArgumentException("at least one value of a target must be known");
    series.check(scaling, columns);
    return new Context(series, series.steps());
  }

  private Parts parts(History history) {
    Frequency frequency = history.frequency();
    return frequency == null
        ? parts
        : new Parts(parts.targets(), parts.ahead(), new TimeAxis(frequency, parts.axis().zone()));
  }
}
