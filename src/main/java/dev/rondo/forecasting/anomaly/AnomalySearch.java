package dev.rondo.forecasting.anomaly;

import dev.rondo.forecasting.forecast.ErrorShare;
import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.ForecastOptions;
import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.forecast.Turns;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.series.TimeAxis;
import java.util.ArrayList;
import java.util.List;

/// Searches series for observations that a model did not expect. Each observation is compared with the forecast made from the
/// [ServedModel#window] before it, [AnomalySpec#ahead] steps ahead. It raises an alarm outside of the interval of the level
/// `1 - falseAlarmRate`, which split conformal prediction sets by the held-out errors of the training.
///
/// An alarm is then explained, in the order of time: its forecast is made again without the earlier observations that were found to
/// be points, so that an outlier in the past raises no second alarm; and the [#RUN] steps from it on are compared with one
/// forecast of them all. If all lie beyond its interval of 80 % on the same side, the level has shifted.
public final class AnomalySearch {
  /// Steps that a level must stay shifted.
  static final int RUN = 4;

  private static final int BATCH = 256;

  private final ServedModel model;
  private final AnomalySpec spec;
  private final Turns turns;
  private final List<Double> levels;
  private final int alarm;
  private final int central;
  private final int longest;
  private int explanations;

  /// @param explanations largest number of alarms that are explained, which bounds the time; further ones are points
  /// @param turns in which forecasts are made
  public AnomalySearch(ServedModel model, AnomalySpec spec, int explanations, Turns turns) {
    this.model = model;
    this.spec = spec;
    this.explanations = explanations;
    this.turns = turns;
    AlarmLevels chosen = AlarmLevels.of(model, spec);
    this.levels = chosen.levels();
    this.alarm = chosen.alarm();
    this.central = chosen.central();
    Model.Description description = model.model().description();
    // A model with covariates forecasts no further than its own horizon.
    this.longest =
        description.columns().size() > description.targets()
            ? description.method().horizon()
            : Integer.MAX_VALUE;
  }

  /// The part of a series to score: its steps from `from` to before `to`.
  public record Span(History history, int from, int to) {}

  /// The held-out errors that set the threshold of a target.
  public ErrorShare heldOut(int target) {
    return model.heldOut(target, spec.ahead(), spec.level());
  }

  /// Whether all alarms so far were explained.
  public boolean complete() {
    return explanations >= 0;
  }

  /// Scores the spans.
  ///
  /// Throws `InfeasibleException` if the model cannot forecast so far ahead or has too few errors for the level.
  ///
  /// @return for each span in order, one track for each target
  public List<ScoredTrack> of(List<Span> spans) {
    int targets = model.model().description().targets();
    List<ScoredTrack> tracks = new ArrayList<>(spans.size() * targets);
    for (int number = 0; number < spans.size(); number++) {
      Span span = spans.get(number);
      List<List<Forecast>> forecasts = forecasts(span);
      for (int target = 0; target < targets; target++)
        tracks.add(new ScoredTrack(number, target, scored(span, target, forecasts)));
    }
    return tracks;
  }

  /// The forecasts of each step of a span, one for each target; none if there is nothing to forecast from.
  private List<List<Forecast>> forecasts(Span span) {
    int targets = model.model().description().targets();
    List<List<Forecast>> all = new ArrayList<>();
    List<History> batch = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int step = span.from; step < span.to; step++) {
      all.add(List.of());
      History past = past(span.history, span.history.values(), step, spec.ahead());
      boolean possible = model.obstacle(past, spec.ahead()).isEmpty();
      if (possible) {
        batch.add(past);
        places.add(step - span.from);
      }
      if (batch.size() < BATCH && step + 1 < span.to) continue;
      ForecastOptions options = ForecastOptions.of(spec.ahead(), levels);
      // Without histories, the model still checks the options, which needs no turn.
      List<Forecast> made =
          batch.isEmpty()
              ? model.forecast(batch, options)
              : turns.take("steps", batch.size(), () -> model.forecast(batch, options));
      for (int i = 0; i < places.size(); i++)
        all.set(places.get(i), made.subList(i * targets, (i + 1) * targets));
      batch.clear();
      places.clear();
    }
    return all;
  }

  /// The values before the origin of a step's forecast, and those known ahead up to the end of the forecast.
  ///
  /// @param values `[columns][steps]` to read instead of those of the history
  private History past(History history, double[][] values, int step, int horizon) {
    int origin = Math.max(0, step - spec.ahead() + 1);
    int begin = begin(values, origin);
    int end = Math.min(values[0].length, origin + horizon);
    double[][] part = new double[values.length][end - begin];
    for (int c = 0; c < part.length; c++)
      System.arraycopy(values[c], begin, part[c], 0, end - begin);
    Long start = history.start() == null ? null : axis(history).plus(history.start(), begin);
    return new History(
        history.seriesId(), start, part, origin - begin, history.statics(), history.frequency());
  }

  /// The first step of the window before an origin: one with an observed target, from which missing values are filled.
  private int begin(double[][] values, int origin) {
    int begin = Math.max(0, origin - model.window());
    int least = Math.max(0, origin - 2 * model.window());
    while (begin > least && Double.isNaN(values[0][begin])) begin--;
    return begin;
  }

  private TimeAxis axis(History history) {
    Model.Description description = model.model().description();
    return new TimeAxis(
        history.frequency() == null ? description.frequency() : history.frequency(),
        description.zone());
  }

  private List<ScoredStep> scored(Span span, int target, List<List<Forecast>> forecasts) {
    double[] values = span.history.values()[target];
    int first = 0;
    while (first < span.to && Double.isNaN(values[first])) first++;
    int last = span.to - 1;
    while (last >= 0 && Double.isNaN(values[last])) last--;
    List<ScoredStep> steps = new ArrayList<>();
    for (int step = Math.max(first, span.from); step <= last; step++) {
      List<Forecast> made = forecasts.get(step - span.from);
      if (Double.isNaN(values[step])) {
        steps.add(ScoredStep.unscored(step, Double.NaN, AnomalyKind.GAP));
      } else if (made.isEmpty()) {
        steps.add(ScoredStep.unscored(step, values[step], null));
      } else {
        steps.add(Surprise.score(step, values[step], made.get(target), spec.ahead() - 1, alarm));
      }
    }
    explain(span.history, target, steps);
    return steps;
  }

  /// Explains the alarms among the steps of a track.
  private void explain(History history, int target, List<ScoredStep> steps) {
    double[][] known = history.values().clone();
    known[target] = known[target].clone();
    int i = 0;
    while (i < steps.size()) {
      ScoredStep step = steps.get(i);
      if (step.kind() != AnomalyKind.POINT || --explanations < 0) {
        i++;
        continue;
      }
      int run = Math.min(RUN, Math.min(steps.size() - i, longest - spec.ahead() + 1));
      int horizon = spec.ahead() + run - 1;
      History past = past(history, known, step.step(), horizon);
      if (model.obstacle(past, horizon).isPresent()) {
        i++;
        continue;
      }
      Forecast forecast =
          turns
              .take(
                  "alarm",
                  1,
                  () -> model.forecast(List.of(past), ForecastOptions.of(horizon, levels)))
              .get(target);
      ScoredStep again =
          Surprise.score(step.step(), step.value(), forecast, spec.ahead() - 1, alarm);
      steps.set(i, again);
      if (again.kind() == null) {
        i++;
      } else if (shifts(steps, i, run, forecast)) {
        for (int j = 0; j < run; j++, i++)
          if (steps.get(i).kind() != AnomalyKind.GAP)
            steps.set(i, shifted(steps.get(i), forecast, spec.ahead() - 1 + j));
      } else {
        known[target][step.step()] = Double.NaN;
        i++;
      }
    }
  }

  /// A step of a shift beside the forecast made before the shift.
  private ScoredStep shifted(ScoredStep step, Forecast forecast, int h) {
    return Surprise.score(step.step(), step.value(), forecast, h, alarm)
        .as(AnomalyKind.LEVEL_SHIFT);
  }

  private boolean shifts(List<ScoredStep> steps, int from, int run, Forecast forecast) {
    if (run < RUN) return false;
    boolean above = steps.get(from).side() > 0;
    Forecast.Interval interval = forecast.intervals().get(central);
    int observed = 0;
    for (int j = 0; j < run; j++) {
      double value = steps.get(from + j).value();
      if (Double.isNaN(value)) continue;
      int h = spec.ahead() - 1 + j;
      boolean beyond = above ? value > interval.upper()[h] : value < interval.lower()[h];
      if (!beyond) return false;
      observed++;
    }
    return observed >= RUN - 1;
  }
}
