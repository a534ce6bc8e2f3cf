package dev.rondo.forecasting.evaluation;

import dev.rondo.forecasting.evaluation.ErrorProfile.BaselineError;
import dev.rondo.forecasting.evaluation.ErrorProfile.Residuals;
import dev.rondo.forecasting.evaluation.ErrorProfile.SeriesErrors;
import dev.rondo.forecasting.evaluation.ErrorProfile.StepErrors;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Collects an [ErrorProfile] while held-out forecasts are scored. The forecasts of one target of one series must follow each other
/// in the order of their origins, though other targets may come between.
public final class ErrorSurvey {
  private static final int MOST_STEPS = 100;
  private static final int MOST_SERIES = 20;
  private static final int MOST_RESIDUALS = 300;
  private static final int MOST_TRACKS = 3;

  private static final Comparator<Errors> BY_SIZE =
      Comparator.comparingDouble(Errors::size)
          .thenComparing(Errors::series, Comparator.reverseOrder());

  private final int horizon;
  private final ResidualCorrelation correlation;
  private final Track[] current; // [targets]
  private final PriorityQueue<Errors> worst = new PriorityQueue<>(BY_SIZE);
  private final List<Track> shown = new ArrayList<>();
  private final Map<String, ErrorSums> forecasters = new LinkedHashMap<>();

  /// The errors of one target of one series.
  private static final class Track {
    private final int series;
    private final int target;
    private final Deque<Residual> residuals = new ArrayDeque<>();
    private double absolute;
    private double scaled;
    private long values;
    private long scaledValues;

    Track(int series, int target) {
      this.series = series;
      this.target = target;
    }
  }

  /// The error of one step ahead.
  private record Residual(int step, double value) {}

  /// The mean errors of a track.
  private record Errors(int series, int target, long values, double mae, @Nullable Double mase) {
    double size() {
      return mase == null ? mae : mase;
    }
  }

  /// @param targets number of targets of a series
  /// @param apart steps between two origins of a series
  public ErrorSurvey(int horizon, int targets, int apart) {
    this.horizon = horizon;
    this.correlation = new ResidualCorrelation(targets, apart);
    this.current = new Track[targets];
  }

  /// @param series number of the series in its dataset
  /// @param origin first step of the forecast
  /// @param h step of the horizon, from 0
  /// @param scale of MASE; NaN if there is none
  public void add(
      int series, int target, int origin, int h, double truth, double forecast, double scale) {
    double error = truth - forecast;
    if (!Double.isFinite(error)) return;
    Track track = track(series, target);
    track.absolute += Math.abs(error);
    track.values++;
    if (!Double.isNaN(scale)) {
      track.scaled += Math.abs(error) / scale;
      track.scaledValues++;
    }
    if (h > 0) return;
    if (!Double.isNaN(scale)) correlation.add(target, origin, error / scale);
    if (track.residuals.isEmpty() && shown.size() < MOST_TRACKS) shown.add(track);
    if (!shown.contains(track)) return;
    track.residuals.add(new Residual(origin, error));
    if (track.residuals.size() > MOST_RESIDUALS) track.residuals.removeFirst();
  }

  private Track track(int series, int target) {
    @Nullable Track now = current[target];
    if (now != null && now.series == series) return now;
    end(target);
    correlation.begin(target);
    return current[target] = new Track(series, target);
  }

  private void end(int target) {
    @Nullable Track track = current[target];
    if (track == null) return;
    Double mase = track.scaledValues == 0 ? null : track.scaled / track.scaledValues;
    Errors errors =
        new Errors(track.series, target, track.values, track.absolute / track.values, mase);
    if (Double.isFinite(errors.mae) && Double.isFinite(errors.size())) worst.add(errors);
    if (worst.size() > MOST_SERIES) worst.remove();
  }

  /// The sums of a forecaster, for the errors by steps; the first is the model.
  public void sums(String name, ErrorSums sums) {
    forecasters.put(name, sums);
  }

  /// Call this after the last error.
  public ErrorProfile profile(Dataset dataset) {
    for (int target = 0; target < current.length; target++) end(target);
    return new ErrorProfile(
        steps(),
        worst.stream()
            .sorted(BY_SIZE.reversed())
            .map(errors ->
                new SeriesErrors(
                    dataset.series().get(errors.series).id(),
                    dataset.columns().get(errors.target).name(),
                    errors.values,
                    errors.mae,
                    errors.mase))
            .toList(),
        correlation.values(),
        shown.stream().map(track -> residuals(track, dataset)).toList());
  }

  private List<StepErrors> steps() {
    List<StepErrors> steps = new ArrayList<>();
    List<Map.Entry<String, ErrorSums>> all = List.copyOf(forecasters.entrySet());
    int buckets = Math.min(MOST_STEPS, horizon);
    for (int b = 0; b < buckets; b++) {
      int from = (int) ((long) horizon * b / buckets);
      int to = (int) ((long) horizon * (b + 1) / buckets);
      steps.add(
          new StepErrors(
              from + 1,
              to,
              all.getFirst().getValue().meanAbsolute(from, to),
              all.stream()
                  .skip(1)
                  .map(
                      one -> new BaselineError(one.getKey(), one.getValue().meanAbsolute(from, to)))
                  .toList()));
    }
    return steps;
  }

  private static Residuals residuals(Track track, Dataset dataset) {
    Series series = dataset.series().get(track.series);
    return new Residuals(
        series.id(),
        dataset.columns().get(track.target).name(),
        track.residuals.stream()
            .mapToLong(one -> dataset.axis().plus(series.start(), one.step))
            .toArray(),
        track.residuals.stream().mapToDouble(Residual::value).toArray());
  }
}
