package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.covariate.Ahead;
import dev.rondo.forecasting.trace.NetworkTrace;
import dev.rondo.forecasting.trace.NetworkWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Forecasts with a stored ensemble. Several threads may use it.
public final class EnsembleForecaster {
  private final EnsembleSpec spec;
  private final Ensemble ensemble;
  private final @Nullable ErrorRatios ratios;

  /// @param numbers of the ensemble, see [AutoResult#numbers]
  public EnsembleForecaster(EnsembleSpec spec, float[] numbers) {
    if (numbers.length != spec.numbers())
      throw new IllegalArgumentException(
          "the ensemble needs %d numbers, not %d".formatted(spec.numbers(), numbers.length));
    this.spec = spec;
    this.ensemble = EnsembleNumbers.ensemble(spec, numbers);
    this.ratios = EnsembleNumbers.ratios(spec, numbers);
  }

  /// Steps that are forecast directly.
  public int horizon() {
    return spec.horizon();
  }

  /// Number of held-out errors that determine the interval of a step.
  ///
  /// @param step from 1
  public int heldOutErrors(int step) {
    return ratios == null ? 0 : ratios.counts()[ratios.table(step - 1)];
  }

  /// Share of these errors outside of the interval of a level in percent; NaN if there are none.
  ///
  /// @param step from 1
  public double shareOutside(int step, double level) {
    if (ratios == null) return Double.NaN;
    return ratios.outside(ratios.table(step - 1), 0.5 - level / 200, 0.5 + level / 200);
  }

  /// Bytes of the numbers and of the buffers that are kept between forecasts.
  public long bytes() {
    long kept = ensemble.members().stream().mapToLong(Fitted::keptBytes).sum();
    return spec.numbers() * Float.BYTES + kept;
  }

  /// Largest number of bytes that a forecast needs beside its histories.
  ///
  /// @param histories number of histories that are forecast together
  /// @param steps of the longest history
  public long workingBytes(int histories, int steps, int horizon) {
    long result = 3L * histories * horizon * Double.BYTES;
    // Beyond the horizon, histories are copied with their forecasts, from block to block.
    long extended =
        horizon <= spec.horizon() ? 0 : 2L * histories * (steps + horizon) * Double.BYTES;
    return ensemble.workingBytes(histories, spec.horizon()) + result + extended;
  }

  /// Numbers of the columns that it reads, among those known ahead.
  public Set<Integer> columnsAhead() {
    return spec.effect() == null ? Set.of() : spec.effect().columnNumbers();
  }

  /// Numbers of the columns whose effect on a forecast it can tell: those known ahead, and others from [Ahead#PAST] on.
  public Set<Integer> explained() {
    Set<Integer> numbers = new TreeSet<>(columnsAhead());
    for (RidgeColumns columns : spec.ridgeColumns())
      for (RidgeColumns.PastColumn column : columns.past())
        numbers.add(Ahead.PAST + column.column());
    return numbers;
  }

  /// Whether the times of steps change a forecast.
  public boolean readsTimes() {
    return spec.effect() != null && spec.effect().readsTimes();
  }

  /// Whether it reads times together with columns known ahead. The effect of the calendar alone can be left out.
  public boolean needsTimes() {
    return readsTimes() && !columnsAhead().isEmpty();
  }

  /// What a column changes in the forecast of a history: the difference to the forecast with the column at its mean, or at its most
  /// frequent level, `[horizon]`. Beyond the horizon of the ensemble, it is that of the column in these steps; medians before them stay.
  ///
  /// @param column one of [#explained]
  /// @param history whose values end where the forecast begins
  public double[] difference(Track history, int horizon, int column) {
    int block = spec.horizon();
    double[] difference = new double[horizon];
    Track known = history;
    for (int from = 0; from < horizon; from += block) {
      TrackPast past = new TrackPast(known, known.values().length);
      double[] part = ensemble.difference(past, block, column);
      System.arraycopy(part, 0, difference, from, Math.min(block, horizon - from));
      if (from + block < horizon)
        known = extended(known, ensemble.forecast(List.of(past), block).points(), 0, block);
    }
    return difference;
  }

  /// The weights of the network of member `m`, which is one.
  public NetworkWeights network(int m) {
    return member(m).parameters();
  }

  /// Bytes of the buffers of [#trace].
  public long traceBytes(int m) {
    return member(m).traceBytes();
  }

  /// What the network of member `m` computes for a step of the forecast.
  ///
  /// @param history whose values end where the forecast begins; what is known ahead covers the horizon
  /// @param step of the horizon of the ensemble, from 1
  public NetworkTrace trace(int m, Track history, int step) {
    return member(m).trace(new TrackPast(history, history.values().length), step);
  }

  private MemberNetwork member(int m) {
    return ensemble.members().get(m).network().orElseThrow();
  }

  /// Forecasts histories, each with an observed value. Beyond the horizon of the ensemble, medians are appended to the histories
  /// and it forecasts again; the expected errors add up as those of independent steps do.
  ///
  /// @param histories whose values end where the forecast begins; what is known ahead covers the horizon; not changed
  public List<Distribution> forecast(List<Track> histories, int horizon) {
    int block = spec.horizon();
    int count = histories.size();
    double[][][] parts = new double[3][count][horizon];
    List<Track> known = histories;
    for (int from = 0; from < horizon; from += block) {
      List<TrackPast> pasts =
          known.stream().map(track -> new TrackPast(track, track.values().length)).toList();
      MemberForecasts forecasts = ensemble.forecast(pasts, block);
      int steps = Math.min(block, horizon - from);
      for (int i = 0; i < count; i++) add(parts, i, from, steps, forecasts, block);
      if (from + block >= horizon) break;
      List<Track> longer = new ArrayList<>(count);
      for (int i = 0; i < count; i++)
        longer.add(extended(known.get(i), forecasts.points(), i * block, block));
      known = longer;
    }
    List<Distribution> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      all.add(
          new Distribution(
              parts[0][i],
              parts[1][i],
              parts[2][i],
              ensemble.lowest(),
              ratios,
              Math.min(block, horizon)));
    }
    return all;
  }

  private static void add(
      double[][][] parts, int i, int from, int steps, MemberForecasts forecasts, int block) {
    double[][] sources = {forecasts.points(), forecasts.above(), forecasts.below()};
    for (int part = 0; part < 3; part++) {
      double[] source = sources[part];
      double before = part > 0 && from > 0 ? parts[part][i][from - 1] : 0;
      for (int h = 0; h < steps; h++) {
        double value = source[i * block + h];
        parts[part][i][from + h] = part == 0 ? value : Math.hypot(before, value);
      }
    }
  }

  private static Track extended(Track track, double[] points, int at, int steps) {
    int known = track.values().length;
    double[] longer = Arrays.copyOf(track.values(), known + steps);
    System.arraycopy(points, at, longer, known, steps);
    return Track.of(track.number(), longer, track.ahead());
  }
}
