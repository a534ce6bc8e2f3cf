package dev.rondo.server.stream;

import dev.rondo.forecasting.reading.TimeText;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.TimeAxis;
import dev.rondo.server.web.InfeasibleRequestException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the observations of a request add to a stream. An observation that the stream already has adds nothing; one that contradicts
/// it is refused.
final class Additions {
  private final StreamState state;
  private final TimeAxis axis;
  private final int window;
  private final int most;
  private final long seq;
  private final Map<String, SeriesWindow> named = new LinkedHashMap<>();
  private final Map<String, SeriesWindow> changed = new LinkedHashMap<>();
  private final List<Journal.Entry> entries = new ArrayList<>();
  private final Consumer<StreamScores.Step> observed;
  private int begun;

  private Additions(StreamState state, int window, int most, Consumer<StreamScores.Step> observed) {
    this.observed = observed;
    this.state = state;
    this.axis = state.row().axis();
    this.window = window;
    this.most = most;
    this.seq = state.row().seq() + 1;
  }

  /// Throws [InfeasibleRequestException] at the first observation that does not fit.
  ///
  /// @param window steps that the model reads
  /// @param most largest number of series of a stream
  /// @param observed receives each observed value, in the order of the request
  static Additions of(
      StreamState state,
      List<Observed> observations,
      int window,
      int most,
      Consumer<StreamScores.Step> observed) {
    Additions additions = new Additions(state, window, most, observed);
    for (Observed one : observations) additions.add(one);
    return additions;
  }

  /// All series of the request as they are after it, in the order of their first observations.
  List<SeriesWindow> named() {
    return List.copyOf(named.values());
  }

  /// The series that the request changes.
  Map<String, SeriesWindow> changed() {
    return changed;
  }

  List<Journal.Entry> entries() {
    return entries;
  }

  /// Number of series that begin with the request.
  int begun() {
    return begun;
  }

  private void add(Observed observed) {
    StreamObservation one = observed.observation();
    String id = one.seriesId();
    SeriesWindow series = named.get(id);
    if (series == null) series = state.find(id);
    Long start = null;
    if (series == null) {
      if (state.row().series() + begun >= most)
        throw refusal(
            observed,
            "/seriesId",
            "the stream already has %d series, the most that rondo.streams.series allows",
            most);
      start = start(observed);
      series = SeriesWindow.empty(id, start, seq);
      begun++;
    }
    long step = step(observed, series);
    double value = Objects.requireNonNullElse(one.value(), Double.NaN);
    if (step < series.next() && !isNew(observed, series, step, value)) {
      named.put(id, series);
      tell(series, step, value);
      return;
    }
    if (step - series.next() > window)
      throw refusal(
          observed,
          "",
          "the series '%s' ends %d steps before this observation, more than the %d steps that the model reads; put the stream again with the history of its series",
          id,
          step - series.next(),
          window);
    entries.add(new Journal.Entry(id, start, step, value));
    SeriesWindow longer = series.with(step, value, window, seq);
    named.put(id, longer);
    changed.put(id, longer);
    tell(longer, step, value);
  }

  private void tell(SeriesWindow series, long step, double value) {
    if (!Double.isNaN(value)) observed.accept(new StreamScores.Step(series, step));
  }

  private boolean counts() {
    return axis.frequency().unit() == Frequency.Unit.STEP;
  }

  /// The position of step 0 of a series that begins; null without times.
  private @Nullable Long start(Observed observed) {
    StreamObservation one = observed.observation();
    if (one.step() != null && counts()) return one.step();
    if (one.step() != null && one.step() != 0)
      throw refusal(observed, "/step", "the series '%s' begins, so its step is 0", one.seriesId());
    return one.time() == null ? null : (Long) position(observed, one.time());
  }

  private long position(Observed observed, String time) {
    if (counts())
      throw refusal(observed, "/time", "the model counts steps; give `step` instead of `time`");
    try {
      return TimeText.start(axis, time, 1);
    } catch (IllegalArgumentException e) {
      throw refusal(observed, "/time", "time %s", e.getMessage());
    }
  }

  /// The step of an observation, counted from 0.
  private long step(Observed observed, SeriesWindow series) {
    StreamObservation one = observed.observation();
    if (one.time() != null) {
      Long start = series.start();
      if (start == null)
        throw refusal(
            observed, "/time", "the series '%s' has no times; leave out `time`", series.id());
      return index(observed, "/time", series, start, position(observed, one.time()));
    }
    Long step = one.step();
    if (step == null) return series.next();
    if (counts() && series.start() != null)
      return index(observed, "/step", series, series.start(), step);
    if (series.start() != null)
      throw refusal(observed, "/step", "the series '%s' has times; give `time`", series.id());
    if (step < 0) throw refusal(observed, "/step", "step must be at least 0, was %d", step);
    return step;
  }

  private long index(
      Observed observed, String member, SeriesWindow series, long start, long position) {
    long last = series.next() + window;
    int steps = (int) Math.min(Integer.MAX_VALUE, last + 2);
    int index = axis.before(start, steps, position);
    long found = axis.plus(start, index);
    if (index < steps && found != position)
      throw refusal(
          observed,
          member,
          "the series '%s' has no step at %s; the next ones are %s and %s",
          series.id(),
          axis.text(position),
          axis.text(axis.plus(start, index - 1L)),
          axis.text(found));
    return index;
  }

  /// Whether an observation of an earlier step gives a value that was missing. Throws [InfeasibleRequestException] if it
  /// contradicts the stream.
  private boolean isNew(Observed observed, SeriesWindow series, long step, double value) {
    String id = series.id();
    if (step < series.first())
      throw refusal(
          observed,
          "",
          "the step of the series '%s' is before the last %d steps that the stream keeps",
          id,
          series.values().length);
    double known = series.value(step);
    if (Double.compare(known, value) == 0 || Double.isNaN(value)) return false;
    if (Double.isNaN(known)) return true;
    throw refusal(
        observed,
        "/value",
        "the series '%s' has the value %s at this step; a stream does not correct values. Put the stream again with the right history",
        id,
        known);
  }

  private static InfeasibleRequestException refusal(
      Observed observed, String member, String detail, @Nullable Object... values) {
    return new InfeasibleRequestException(observed.pointer() + member, detail.formatted(values));
  }
}
