package dev.rondo.server.dataset;

import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.series.TimeAxis;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.InfeasibleRequestException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the steps of a dataset's series that rows belong to.
final class Placement {
  private static final int MOST_FAULTS = 100;

  /// Steps without a row that any addition may make, and how many more for each row.
  private static final long FREE_STEPS = 1000;

  private static final long MOST_STEPS_A_ROW = 200;

  private static final int MOST_STEPS = Integer.MAX_VALUE - 8;

  private static final int NOWHERE = -1;

  private static final int TOO_FAR = -2;

  private final ObservationRows observations;
  private final TimeAxis axis;
  private final TimeAxis bodyAxis;
  private final boolean anyGap;
  private final List<Fault> faults = new ArrayList<>();

  private Placement(ObservationRows observations, TimeAxis axis, boolean anyGap) {
    this.anyGap = anyGap;
    this.observations = observations;
    this.axis = axis;
    this.bodyAxis = observations.reading().dataset().axis();
  }

  /// The rows of each series, in the order of the dataset. Throws [InfeasibleRequestException] if a time is not on the grid of
  /// its series, before its start, or far behind its end unless any gap is allowed.
  ///
  /// @param known stored series by id
  /// @param count number of series of the dataset
  static List<SeriesAddition> of(
      ObservationRows observations,
      TimeAxis axis,
      Map<String, StoredSeries> known,
      int count,
      boolean anyGap) {
    Placement placement = new Placement(observations, axis, anyGap);
    List<SeriesAddition> all = new ArrayList<>();
    List<Series> series = observations.reading().dataset().series();
    int next = count;
    for (int i = 0; i < series.size(); i++) {
      StoredSeries stored = known.get(series.get(i).id());
      SeriesAddition one =
          placement.place(i, series.get(i), stored, stored == null ? next : stored.position());
      if (one == null) continue;
      all.add(one);
      if (stored == null) next++;
    }
    if (!placement.faults.isEmpty()) throw InfeasibleRequestException.of(placement.faults);
    all.sort(Comparator.comparingInt(one -> one.position));
    return all;
  }

  /// Null if there are no rows.
  private @Nullable SeriesAddition place(
      int source, Series body, @Nullable StoredSeries known, int position) {
    int[] steps = new int[body.steps()];
    int[] rows = new int[body.steps()];
    int count = 0;
    long start = known == null ? 0 : known.start();
    for (int row = 0; row < body.steps(); row++) {
      if (observations.reading().places().of(source, row) == null) continue;
      long time = bodyAxis.plus(body.start(), row);
      if (known == null && count == 0) start = time;
      String problem = null;
      if (time < start) {
        problem =
            "the series '%s' begins at %s, and %s is before it; values before the start need a new upload"
                .formatted(body.id(), axis.text(start), axis.text(time));
      } else {
        int guess = count == 0 ? 0 : steps[count - 1] + row - rows[count - 1];
        int step = step(start, time, guess);
        if (step == TOO_FAR) {
          problem =
              "%s is too far after the start of the series '%s', %s"
                  .formatted(axis.text(time), body.id(), axis.text(start));
        } else if (step == NOWHERE) {
          problem =
              "%s is not on the grid of the series '%s', whose steps are %s apart from %s on"
                  .formatted(axis.text(time), body.id(), axis.frequency(), axis.text(start));
        } else {
          steps[count] = step;
          rows[count++] = row;
        }
      }
      if (problem != null && faults.size() < MOST_FAULTS)
        faults.add(observations.fault(source, row, problem));
    }
    if (count == 0) return null;
    SeriesAddition addition =
        new SeriesAddition(
            source,
            position,
            body.id(),
            start,
            known,
            Arrays.copyOf(steps, count),
            Arrays.copyOf(rows, count));
    check(addition);
    return addition;
  }

  /// The step at a time, [#NOWHERE] if there is none, or [#TOO_FAR].
  ///
  /// @param guess where it probably is
  private int step(long start, long time, int guess) {
    if (guess >= 0 && axis.plus(start, guess) == time) return guess;
    long distance = time - start;
    long most = distance / shortest(axis.frequency()) + 1;
    if (most > MOST_STEPS) return TOO_FAR;
    int step = axis.before(start, (int) most, time);
    return axis.plus(start, step) == time ? step : NOWHERE;
  }

  /// A length that no step is shorter than, in the unit of positions.
  private static long shortest(Frequency frequency) {
    long hour = 3_600_000;
    return frequency.count()
        * switch (frequency.unit()) {
          case STEP, MILLISECOND -> 1;
          case DAY, BUSINESS_DAY -> 20 * hour;
          case MONTH -> 27 * 24 * hour;
        };
  }

  /// Refuses rows so far behind the end of the series that their times are probably wrong.
  private void check(SeriesAddition addition) {
    int rows = addition.steps.length;
    long most =
        anyGap
            ? Long.MAX_VALUE
            : Math.max(addition.knownSteps(), FREE_STEPS + MOST_STEPS_A_ROW * rows);
    int before = addition.knownSteps() - 1;
    for (int i = addition.firstRow(addition.knownSteps()); i < rows; i++) {
      long gap = (long) addition.steps[i] - before - 1;
      if (gap > most && faults.size() < MOST_FAULTS) {
        faults.add(
            observations.fault(
                addition.source,
                addition.rows[i],
                "%s lies %d steps of %s after the row before it in series '%s', and the steps between would have no values; correct the time, or send the rows between"
                    .formatted(
                        axis.text(axis.plus(addition.start, addition.steps[i])),
                        gap + 1,
                        axis.frequency(),
                        addition.id)));
      }
      before = addition.steps[i];
    }
    try {
      axis.requireRange(addition.start, addition.stepsAfter());
    } catch (IllegalArgumentException e) {
      faults.add(
          observations.fault(
              addition.source,
              addition.rows[rows - 1],
              "the times of series '%s' %s".formatted(addition.id, e.getMessage())));
    }
  }
}
