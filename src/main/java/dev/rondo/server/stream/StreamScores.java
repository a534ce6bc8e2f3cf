package dev.rondo.server.stream;

import dev.rondo.forecasting.anomaly.AnomalySpec;
import dev.rondo.forecasting.anomaly.ArrivalScores;
import dev.rondo.forecasting.anomaly.ScoredStep;
import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.TimeAxis;
import dev.rondo.server.forecast.ObservedScore;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.InfeasibleRequestException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Scores observations of a stream by the forecasts from the values before them.
final class StreamScores {
  /// Largest number of observations of a request that are scored.
  private static final int MOST = 20_000;

  /// Observations whose histories are in memory together.
  private static final int BATCH = 256;

  private static final long BYTES_OF_A_SCORE = 200;

  private final ServedModel model;
  private final ArrivalScores scores;
  private final TimeAxis axis;
  private final Reservation memory;
  private final List<Step> open = new ArrayList<>();
  private final Map<String, List<ObservedScore>> all = new LinkedHashMap<>();
  private int count;

  StreamScores(ServedModel model, AnomalySpec spec, TimeAxis axis, Reservation memory) {
    check(model, spec);
    this.model = model;
    this.scores = new ArrivalScores(model, spec);
    this.axis = axis;
    this.memory = memory;
    memory.grow((long) Double.BYTES * BATCH * 2 * model.window());
  }

  /// Checks that the model can tell so rare observations; throws [InfeasibleRequestException].
  static void check(ServedModel model, AnomalySpec spec) {
    try {
      new ArrivalScores(model, spec).heldOut();
    } catch (InfeasibleException e) {
      throw InfeasibleRequestException.of(
          List.of(Fault.parameter("falseAlarmRate", String.valueOf(e.getMessage()))));
    }
  }

  /// An observed step of a series.
  record Step(SeriesWindow window, long step) {}

  /// Adds the observed steps that the last request added to a series.
  void addFresh(SeriesWindow window) {
    for (long step = Math.max(window.first(), window.fresh()); step < window.next(); step++)
      if (count < MOST && !Double.isNaN(window.value(step))) add(new Step(window, step));
  }

  /// Throws [InfeasibleRequestException] if there are too many.
  void add(Step step) {
    if (++count > MOST)
      throw new InfeasibleRequestException(
          "",
          "a request scores at most %d observations; send fewer, or leave falseAlarmRate out"
              .formatted(MOST));
    memory.grow(BYTES_OF_A_SCORE);
    open.add(step);
    if (open.size() == BATCH) score();
  }

  /// The scores by series, in the order in which they were added.
  Map<String, List<ObservedScore>> all() {
    score();
    return all;
  }

  private void score() {
    List<History> pasts =
        open.stream().map(one -> one.window.before(one.step, model.window(), axis)).toList();
    double[] values = open.stream().mapToDouble(one -> one.window.value(one.step)).toArray();
    List<ScoredStep> scored = scores.of(pasts, values);
    boolean counts = axis.frequency().unit() == Frequency.Unit.STEP;
    for (int i = 0; i < values.length; i++) {
      Step one = open.get(i);
      Long start = one.window.start();
      Long position = start == null ? null : (Long) axis.plus(start, one.step);
      all.computeIfAbsent(one.window.id(), _ -> new ArrayList<>())
          .add(
              ObservedScore.of(
                  scored.get(i),
                  counts && position != null ? position : one.step,
                  counts || position == null ? null : axis.text(position)));
    }
    open.clear();
  }
}
