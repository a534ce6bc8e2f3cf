package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.covariate.Ahead;
import dev.rondo.forecasting.covariate.Beside;
import dev.rondo.forecasting.covariate.Effect;
import dev.rondo.forecasting.covariate.Sample;
import dev.rondo.forecasting.evaluation.NaiveErrors;
import dev.rondo.forecasting.holiday.PublicHolidays;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.series.StaticValues;
import dev.rondo.forecasting.series.Timeline;
import dev.rondo.forecasting.window.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One target of one series. Every target is forecast from its own past, and from what is known ahead.
///
/// @param number the track's number among all of a training, from 0
/// @param values `[steps]`, NaN is a missing value; neither copied nor changed
/// @param first first step with an observed value
/// @param end step after the last observed value; equal to `first` if no value is observed
/// @param ahead what is known of every step; null if nothing is
@SuppressWarnings("ArrayRecordComponent")
public record Track(int number, double[] values, int first, int end, @Nullable Ahead ahead) {
  /// The track from its first to its last observed value.
  public static Track of(int number, double[] values, @Nullable Ahead ahead) {
    int first = 0;
    while (first < values.length && Double.isNaN(values[first])) first++;
    int end = values.length;
    while (end > first && Double.isNaN(values[end - 1])) end--;
    return new Track(number, values, first, end, ahead);
  }

  /// The targets of all series that have an observed value; the targets of a series follow each other.
  ///
  /// @param holidays public holidays that are known ahead; null if there are none
  static List<Track> of(Dataset dataset, @Nullable PublicHolidays holidays) {
    List<Integer> columns = Parts.of(dataset).ahead();
    List<Integer> past = Parts.past(dataset.columns());
    List<Track> tracks = new ArrayList<>();
    for (Series series : dataset.series()) {
      Ahead ahead =
          ahead(
              series.values(),
              columns,
              new Timeline(dataset.axis(), series.start()),
              holidays,
              past,
              series.statics());
      for (int f = 0; f < dataset.targets(); f++) {
        Track track = of(tracks.size(), series.values()[f], ahead);
        if (track.length() > 0) tracks.add(track);
      }
    }
    return tracks;
  }

  /// The series and the target of a track.
  ///
  /// @param series number in the dataset
  record Place(int series, int target) {}

  /// The places of the tracks of [#of(Dataset, PublicHolidays)], by their numbers.
  static List<Place> places(Dataset dataset) {
    List<Place> places = new ArrayList<>();
    for (int s = 0; s < dataset.series().size(); s++)
      for (int f = 0; f < dataset.targets(); f++)
        if (of(0, dataset.series().get(s).values()[f], null).length() > 0)
          places.add(new Place(s, f));
    return places;
  }

  /// What is known of every step of a series.
  ///
  /// @param values `[columns][steps]`
  /// @param columns numbers of the columns known ahead
  /// @param timeline null if the times are unknown
  /// @param holidays public holidays; null if there are none
  /// @param past numbers of the columns that are not known ahead
  /// @param statics values that do not change over time
  public static Ahead ahead(
      double[][] values,
      List<Integer> columns,
      @Nullable Timeline timeline,
      @Nullable PublicHolidays holidays,
      List<Integer> past,
      StaticValues statics) {
    return new Ahead(
        picked(values, columns),
        timed(timeline),
        holidays,
        new Beside(picked(values, past), statics),
        0);
  }

  private static double[][] picked(double[][] values, List<Integer> columns) {
    double[][] picked = new double[columns.size()][];
    for (int c = 0; c < picked.length; c++) picked[c] = values[columns.get(c)];
    return picked;
  }

  private static @Nullable Timeline timed(@Nullable Timeline timeline) {
    return timeline == null || timeline.axis().frequency().unit() == Frequency.Unit.STEP
        ? null
        : timeline;
  }

  /// Tracks as an effect is learnt from them, without those whose values are all 0.
  ///
  /// @param scaled whether each is divided by its size
  static List<Sample> samples(List<Track> tracks, boolean scaled) {
    List<Sample> samples = new ArrayList<>();
    for (Track track : tracks) {
      double size = track.size(track.end);
      if (size > 0 && track.ahead != null)
        samples.add(
            new Sample(track.values, track.first, track.end, track.ahead, scaled ? size : 1));
    }
    return samples;
  }

  Ahead knownAhead() {
    return Objects.requireNonNull(ahead, "nothing is known ahead");
  }

  /// The size of the values before a step: the root of their mean square. 0 if there are none.
  private double size(int origin) {
    double square = 0;
    int known = 0;
    for (int t = first; t < Math.min(origin, end); t++) {
      if (Double.isNaN(values[t])) continue;
      square += values[t] * values[t];
      known++;
    }
    return known == 0 ? 0 : Math.sqrt(square / known);
  }

  /// The size of an effect of 1 in the units of the values.
  double size(Effect effect, int origin) {
    return effect.spec().scaled() ? size(origin) : 1;
  }

  /// The values of the steps from `from` to `to` without the effect of what is known ahead.
  ///
  /// @param origin the size of the values before it is that of the effect
  double[] without(Effect effect, int from, int to, int origin) {
    double size = size(effect, origin);
    double[] rest = effect.of(knownAhead(), from, to);
    for (int i = 0; i < rest.length; i++) rest[i] = values[from + i] - size * rest[i];
    return rest;
  }

  /// Number of steps from the first to the last observed value.
  int length() {
    return end - first;
  }

  /// The track up to an earlier step.
  ///
  /// @param origin the step after the last one that may be read
  Track until(int origin) {
    if (origin >= end) return this;
    int last = Math.max(first, origin);
    while (last > first && Double.isNaN(values[last - 1])) last--;
    return new Track(number, values, first, last, ahead);
  }

  /// The scale of MASE of the values before a step; NaN if there is none.
  ///
  /// @param lag season of MASE
  double scale(int lag, int origin) {
    return NaiveErrors.of(values, first, Math.min(origin, end), lag).meanAbsolute();
  }
}
