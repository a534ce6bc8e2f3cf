package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.ReadingOptions.Layout;
import dev.rondo.forecasting.reading.time.Spacing;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Frequency.Unit;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.series.TimeAxis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// RowLocator rows on the regular grid of a frequency.
final class Assembly {
  /// Cells of a grid that any upload may fill, and steps that each of its rows may add.
  private static final long FREE_CELLS = 2_000_000;

  private static final long MOST_STEPS_A_ROW = 20;

  /// Bytes of an array in addition to its values.
  private static final long BYTES_OF_AN_ARRAY = 32;

  private final long[] times;
  private final SeriesKeys keys;
  private final List<NumberCells> numbers;
  private final Lines lines;
  private final LocalTimes clock;
  private final boolean clocked;
  private final Grid grid;
  private final @Nullable Frequency wanted;
  private final ReadingOptions options;
  private final Findings findings;
  private final Faults faults = new Faults();

  /// @param times instants, or integer steps where they are not `clocked`; used up
  /// @param wanted expected frequency; null if it is to be inferred
  Assembly(
      long[] times,
      SeriesKeys keys,
      List<NumberCells> numbers,
      Lines lines,
      LocalTimes clock,
      boolean clocked,
      boolean dates,
      @Nullable Frequency wanted,
      ReadingOptions options,
      Findings findings) {
    this.times = times;
    this.keys = keys;
    this.numbers = numbers;
    this.lines = lines;
    this.clock = clock;
    this.clocked = clocked;
    this.grid = new Grid(clock, dates);
    this.wanted = wanted;
    this.options = options;
    this.findings = findings;
  }

  Reading dataset() {
    List<Roles.Assigned> columns = Roles.of(numbers, options, findings);
    Order order = Order.of(times, keys, lines, findings);
    Repeats repeats = new Repeats(times, order, lines, options.onDuplicate(), keys.separators());
    Frequency spacing = frequency(order);
    long[] starts = new long[order.series()];
    int[] steps = place(order, spacing, starts);
    faults.throwIfAny();
    bound(steps, columns.size());
    reserve(steps, columns.size());
    Gaps gaps = Gaps.of(times, order, steps, repeats, lines, options.onGap(), findings);
    double[][][] values = new double[order.series()][columns.size()][];
    for (int c = 0; c < columns.size(); c++) {
      NumberCells cells = columns.get(c).cells();
      double[][] column = new double[order.series()][];
      for (int s = 0; s < order.series(); s++) {
        column[s] = new double[steps[s]];
        Arrays.fill(column[s], Double.NaN);
        for (int i = order.begin()[s]; i < order.begin()[s + 1]; i++) {
          int row = order.rows()[i];
          column[s][(int) times[row]] = cells.get(row);
        }
      }
      repeats.settle(cells, times, column);
      cells.release();
      for (int s = 0; s < order.series(); s++) {
        gaps.fill(s, column[s]);
        values[s][c] = column[s];
      }
    }
    Long conflict = repeats.conflict();
    if (conflict != null && areAllMissing(values)) throw repeats.refusal(conflict);
    repeats.tell(findings);
    List<Column> named = columns.stream().map(Roles.Assigned::column).toList();
    return new Reading(
        dataset(named, spacing, starts, values),
        findings.report(),
        new TableLocator(order, times, lines),
        clocked,
        findings.droppedNames());
  }

  private static boolean areAllMissing(double[][][] values) {
    for (double[][] series : values)
      for (double[] column : series)
        for (double value : column) if (!Double.isNaN(value)) return false;
    return true;
  }

  private Dataset dataset(
      List<Column> columns, Frequency frequency, long[] starts, double[][][] values) {
    checkRange(frequency, starts, values);
    List<Series> series = new ArrayList<>(starts.length);
    if (options.layout() == Layout.WIDE) {
      if (starts.length > 1 || columns.stream().anyMatch(column -> column.role() != Role.TARGET)) {
        throw Faults.refusal(
            "a wide table with a column of times has one column for each series, and neither covariates nor a column of series names");
      }
      for (int c = 0; c < columns.size(); c++)
        series.add(new Series(columns.get(c).name(), starts[0], new double[][] {values[0][c]}));
      return new Dataset(
          List.of(new Column("value", Role.TARGET)), frequency, clock.zone(), series);
    }
    for (int s = 0; s < starts.length; s++)
      series.add(
          new Series(
              keys.names().get(s), starts[s], values[s], StaticWords.values(keys.statics(), s)));
    return new Dataset(
        columns, StaticWords.columns(keys.statics()), frequency, clock.zone(), series, null);
  }

  private void checkRange(Frequency frequency, long[] starts, double[][][] values) {
    TimeAxis axis = new TimeAxis(frequency, clock.zone());
    for (int s = 0; s < starts.length; s++) {
      try {
        axis.requireRange(starts[s], Math.max(1, values[s][0].length));
      } catch (IllegalArgumentException e) {
        throw Faults.refusal(
            "the times of series '%s' %s".formatted(keys.names().get(s), e.getMessage()));
      }
    }
  }

  private Frequency frequency(Order order) {
    if (!clocked) {
      if (wanted != null && wanted.unit() == Unit.STEP && wanted.count() > 1) return wanted;
      if (wanted != null && wanted.unit() != Unit.STEP) {
        throw Faults.refusal(integerSteps(wanted));
      }
      long common = 0;
      for (int s = 0; s < order.series(); s++) {
        common =
            common(
                common,
                Spacing.of(order.begin()[s], order.begin()[s + 1], i -> times[order.rows()[i]])
                    .common());
      }
      if (common > 1) findings.inferred("frequency", "the integer steps are " + common + " apart");
      return new Frequency(Unit.STEP, Math.max(1, common));
    }
    if (wanted != null && wanted.unit() == Unit.STEP) {
      rank(order);
      return Frequency.STEP;
    }
    if (wanted != null) return grid.anchored(wanted, times, order);
    Frequency found = new FrequencyFinder(times, order, keys, lines, grid).find();
    findings.inferred("frequency", "the times are " + found + " apart");
    return found;
  }

  private String integerSteps(Frequency expected) {
    return options.frequency() == null
        ? "the times are integer steps, and the model was trained on series with the frequency %s; send times, or leave the column of steps out"
            .formatted(expected)
        : "frequency is %s, but the times are integer steps; leave frequency out, or send times"
            .formatted(expected);
  }

  private static long common(long a, long b) {
    return b == 0 ? a : common(b, a % b);
  }

  /// Replaces times by steps that count the different times of each series.
  private void rank(Order order) {
    for (int s = 0; s < order.series(); s++) {
      long before = Long.MIN_VALUE;
      long rank = -1;
      for (int i = order.begin()[s]; i < order.begin()[s + 1]; i++) {
        int row = order.rows()[i];
        if (times[row] != before) rank++;
        before = times[row];
        times[row] = rank;
      }
    }
  }

  /// Converts the times to steps from the start of their series.
  ///
  /// @return number of steps of each series
  private int[] place(Order order, Frequency frequency, long[] starts) {
    int[] steps = new int[order.series()];
    List<Integer> moved = new ArrayList<>();
    for (int s = 0; s < steps.length; s++) {
      int from = order.begin()[s];
      int to = order.begin()[s + 1];
      long first = times[order.rows()[from]];
      starts[s] = first;
      long ofDay = ofDay(first, frequency);
      long origin = grid.position(first, frequency.unit());
      boolean monthly = frequency.unit() != Unit.MONTH || grid.unit(times, order, s) == Unit.MONTH;
      long last = 0;
      long most = 1000 + 200L * (to - from);
      for (int i = from; i < to; i++) {
        int row = order.rows()[i];
        long distance = grid.position(times[row], frequency.unit()) - origin;
        long step = distance / frequency.count();
        if (ofDay(times[row], frequency) != ofDay) moved.add(row);
        if (distance % frequency.count() != 0
            || !monthly
            || frequency.unit() == Unit.BUSINESS_DAY && grid.isWeekend(times[row])
            || i > from && step == last && times[row] != first && isOther(order, i)) {
          faults.add(
              lines.of(row),
              null,
              "the time of this line is not on the grid of %s that begins in line %d; correct the time or name another frequency"
                  .formatted(frequency, lines.of(order.rows()[from])));
        } else if (step > most) {
          faults.add(
              lines.of(row),
              null,
              "the time of this line lies %d steps of %s after the first, but there are only %d rows; correct the time or name another frequency"
                  .formatted(step, frequency, to - from));
        }
        previous = times[row];
        last = step;
        times[row] = step;
      }
      steps[s] = (int) Math.min(last + 1, Integer.MAX_VALUE - 8);
    }
    if (!moved.isEmpty()) {
      findings.repaired(
          "clock-time",
          "the clock times of these rows differ from that of the first row of their series and were taken for it, as steps of "
              + frequency
              + " have one clock time",
          moved.size(),
          lines.of(moved.stream().mapToInt(row -> row)));
    }
    return steps;
  }

  /// The clock time of an instant where steps are days or longer.
  private long ofDay(long instant, Frequency frequency) {
    return switch (frequency.unit()) {
      case STEP, MILLISECOND -> 0;
      case DAY, BUSINESS_DAY, MONTH -> grid.dates() ? 0 : clock.ofDay(instant);
    };
  }

  /// Refuses a grid that is much larger than the number of rows justifies.
  private void bound(int[] steps, int columns) {
    long all = 0;
    for (int one : steps) all += one;
    long most = FREE_CELLS / columns + MOST_STEPS_A_ROW * times.length;
    if (all > most) {
      throw Faults.refusal(
          "the times make a grid of %d steps in %d series, but there are only %d rows, for which at most %d steps are laid out; name a coarser frequency, or take out series and rows far apart from the others"
              .formatted(all, steps.length, times.length, most));
    }
  }

  /// Reserves memory for the steps without a row, and for the objects of the series; the cells of the rows have theirs.
  private void reserve(int[] steps, int columns) {
    long all = 0;
    for (int one : steps) all += one;
    long empty = Math.max(0, all - times.length);
    options
        .memory()
        .reserve(
            empty * columns * Double.BYTES
                + (long) steps.length * (columns + 3) * BYTES_OF_AN_ARRAY);
  }

  private long previous;

  /// Whether the row's time differs from that of the previous row, whose step it shares.
  private boolean isOther(Order order, int i) {
    return times[order.rows()[i]] != previous;
  }
}
