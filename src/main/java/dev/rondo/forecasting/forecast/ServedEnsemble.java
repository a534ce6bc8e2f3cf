package dev.rondo.forecasting.forecast;

import dev.rondo.engine.random.Seed;
import dev.rondo.forecasting.auto.Distribution;
import dev.rondo.forecasting.auto.EnsembleForecaster;
import dev.rondo.forecasting.auto.EnsembleSpec.ErrorShape;
import dev.rondo.forecasting.auto.EnsembleSpec.WeightedMember;
import dev.rondo.forecasting.auto.MemberSpec;
import dev.rondo.forecasting.auto.Track;
import dev.rondo.forecasting.covariate.Ahead;
import dev.rondo.forecasting.forecast.Forecast.ColumnEffect;
import dev.rondo.forecasting.forecast.Forecast.Interval;
import dev.rondo.forecasting.forecast.Forecast.Quantile;
import dev.rondo.forecasting.forecast.Forecast.Total;
import dev.rondo.forecasting.forecast.Forecast.TotalInterval;
import dev.rondo.forecasting.holiday.PublicHolidays;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.model.Method.TrainedEnsemble;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.model.Subject;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.TimeAxis;
import dev.rondo.forecasting.series.Timeline;
import dev.rondo.forecasting.window.Parts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Serves an ensemble. Every target is forecast from its own past and from the covariates known ahead; a target without a known value has no forecast.
final class ServedEnsemble implements ServedModel {
  private static final List<Double> USUAL_LEVELS = List.of(80.0, 95.0);
  private static final long PATH_SEED = 1;

  /// Histories that are forecast together, which bounds the memory.
  private static final int BATCH = 512;

  private final Model model;
  private final EnsembleForecaster forecaster;
  private final int targets;
  private final int lookback;
  private final List<Integer>
      columnsAhead; // of the model, in the order in which the ensemble numbers them
  private final List<Integer> past; // columns of the model that are not known ahead
  private final @Nullable PublicHolidays holidays;
  private final int window;
  private final double highestLevel;
  private final List<WeightedMember> members;

  ServedEnsemble(Model model, TrainedEnsemble trained) {
    this.model = model;
    this.forecaster = new EnsembleForecaster(trained.ensemble(), model.weights());
    this.targets = model.description().targets();
    this.members = trained.ensemble().members();
    this.lookback = trained.ensemble().lookback();
    this.columnsAhead =
        Parts.of(
                model.description().columns(),
                new TimeAxis(model.description().frequency(), model.description().zone()))
            .ahead();
    this.past = Parts.past(model.description().columns());
    this.holidays = trained.request().publicHolidays();
    this.window = trained.ensemble().longestPast();
    ErrorShape errors = trained.ensemble().errors();
    this.highestLevel = errors == null ? 100 : errors.highestLevel();
  }

  @Override
  public Model model() {
    return model;
  }

  @Override
  public List<ModelPart> parts() {
    List<ModelPart> parts = new ArrayList<>();
    for (int m = 0; m < members.size(); m++) {
      MemberSpec member = members.get(m).member();
      NetworkView network =
          member.hasNetwork() ? new MemberNetworkView(forecaster, m, this::track) : null;
      parts.add(new ModelPart(member.name(), members.get(m).weight(), member.kind(), network));
    }
    return parts;
  }

  private Track track(History history, int target) {
    return Track.of(target, values(history, target), ahead(history));
  }

  @Override
  public long bytes() {
    return (long) model.weights().length * Float.BYTES + forecaster.bytes();
  }

  @Override
  public long workingBytes(List<History> histories, int horizon) {
    int together = Math.min(histories.size(), BATCH) * targets;
    int longest = histories.stream().mapToInt(History::steps).max().orElse(0);
    return forecaster.workingBytes(together, longest, horizon);
  }

  @Override
  public List<Double> usualLevels() {
    return USUAL_LEVELS;
  }

  @Override
  public int lookback() {
    return lookback;
  }

  @Override
  public List<Integer> columnsAhead() {
    return forecaster.columnsAhead().stream()
        .filter(number -> number < columnsAhead.size())
        .map(columnsAhead::get)
        .toList();
  }

  @Override
  public int explained() {
    return forecaster.explained().size();
  }

  @Override
  public boolean readsTimes() {
    return readsHolidays() || forecaster.readsTimes();
  }

  private boolean readsHolidays() {
    return forecaster.columnsAhead().contains(columnsAhead.size());
  }

  @Override
  public int window() {
    return window;
  }

  @Override
  public boolean gives(double level) {
    return highestLevel >= level;
  }

  @Override
  public ErrorShare heldOut(int target, int step, double level) {
    return new ErrorShare(forecaster.heldOutErrors(step), forecaster.shareOutside(step, level));
  }

  @Override
  public Optional<String> obstacle(History history, int horizon) {
    int columns = model.description().columns().size();
    if (history.values().length != columns)
      return Optional.of(
          "the model reads %d columns, the series has %d"
              .formatted(columns, history.values().length));
    for (int f = 0; f < targets; f++) {
      if (!isKnown(history, f))
        return Optional.of(
            targets == 1
                ? "at least one value must be known"
                : "at least one value of '%s' must be known"
                    .formatted(model.description().columns().get(f).name()));
    }
    try {
      Timeline timeline = timeline(history);
      if (timeline != null)
        timeline.axis().requireRange(timeline.start(), (long) history.steps() + horizon);
      return aheadObstacle(history, horizon, timeline);
    } catch (IllegalArgumentException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  private Optional<String> aheadObstacle(
      History history, int horizon, @Nullable Timeline timeline) {
    boolean times = timeline != null && timeline.axis().frequency().unit() != Frequency.Unit.STEP;
    if ((readsHolidays() || forecaster.needsTimes()) && !times)
      return Optional.of(
          "the model reads %s, so it needs the start"
              .formatted(
                  readsHolidays() ? PublicHolidays.COLUMN : "the time of day or the weekday"));
    List<String> gaps = new ArrayList<>();
    for (int column : columnsAhead())
      AheadValues.gap(history, column, horizon, timeline)
          .ifPresent(gap ->
              gaps.add("'%s' %s".formatted(model.description().columns().get(column).name(), gap)));
    return gaps.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the model reads covariates known ahead, of which these values are missing: %s; give them in ahead, or continue without them with missingAhead set to last or mean"
                .formatted(String.join("; ", gaps)));
  }

  private static boolean isKnown(History history, int target) {
    double[] values = history.values()[target];
    for (int t = 0; t < history.steps(); t++) if (!Double.isNaN(values[t])) return true;
    return false;
  }

  /// The values of a target up to the cutoff.
  private static double[] values(History history, int target) {
    double[] values = history.values()[target];
    return values.length == history.steps() ? values : Arrays.copyOf(values, history.steps());
  }

  private @Nullable Timeline timeline(History history) {
    if (history.start() == null) return null;
    Model.Description description = model.description();
    return new Timeline(
        new TimeAxis(
            history.frequency() == null ? description.frequency() : history.frequency(),
            description.zone()),
        history.start());
  }

  @Override
  public List<Forecast> forecast(List<History> histories, ForecastOptions options) {
    options.check();
    List<Forecast> forecasts = new ArrayList<>(histories.size() * targets);
    for (int from = 0; from < histories.size(); from += BATCH)
      add(forecasts, histories, from, Math.min(histories.size(), from + BATCH), options);
    return forecasts;
  }

  /// Adds the forecasts of the histories from `from` to `to`.
  private void add(
      List<Forecast> forecasts,
      List<History> histories,
      int from,
      int to,
      ForecastOptions options) {
    List<Track> tracks = new ArrayList<>((to - from) * targets);
    for (int i = from; i < to; i++) {
      Optional<String> obstacle = obstacle(histories.get(i), options.horizon());
      if (obstacle.isPresent())
        throw new InfeasibleException(
            new Subject.HistoryValues(i),
            "The series '%s' gives no forecast: %s."
                .formatted(histories.get(i).seriesId(), obstacle.get()));
      Ahead ahead = ahead(histories.get(i));
      for (int f = 0; f < targets; f++)
        tracks.add(Track.of(tracks.size(), values(histories.get(i), f), ahead));
    }
    List<Distribution> distributions = forecaster.forecast(tracks, options.horizon());
    for (int d = 0; d < distributions.size(); d++) {
      History history = histories.get(from + d / targets);
      List<ColumnEffect> effects =
          options.explain() ? effects(tracks.get(d), options.horizon()) : List.of();
      forecasts.add(forecast(history, d % targets, distributions.get(d), effects, options));
    }
  }

  /// Values of past covariates behind the history are hidden: a forecast beyond the horizon of the ensemble begins after them.
  private Ahead ahead(History history) {
    double[][] values = history.values().clone();
    for (int column : past)
      if (values[column].length > history.steps())
        values[column] = Arrays.copyOf(values[column], history.steps());
    return Track.ahead(values, columnsAhead, timeline(history), holidays, past, history.statics());
  }

  private List<ColumnEffect> effects(Track track, int horizon) {
    List<ColumnEffect> effects = new ArrayList<>();
    for (int number : forecaster.explained())
      effects.add(new ColumnEffect(name(number), forecaster.difference(track, horizon, number)));
    return effects;
  }

  /// The name of a column that is explained.
  private String name(int number) {
    if (number == columnsAhead.size()) return PublicHolidays.COLUMN;
    int column = number >= Ahead.PAST ? past.get(number - Ahead.PAST) : columnsAhead.get(number);
    return model.description().columns().get(column).name();
  }

  private Forecast forecast(
      History history,
      int target,
      Distribution values,
      List<ColumnEffect> effects,
      ForecastOptions options) {
    ForecastTimes times = ForecastTimes.of(timeline(history), history.steps(), options.horizon());
    List<Interval> intervals = new ArrayList<>();
    for (double level : options.levels())
      intervals.add(
          new Interval(level, values.quantile(lower(level)), values.quantile(upper(level))));
    List<Quantile> quantiles = new ArrayList<>();
    for (double level : options.quantiles())
      quantiles.add(new Quantile(level, values.quantile(level)));
    double[] median = values.median();
    return new Forecast(
        history.seriesId(),
        model.description().columns().get(target).name(),
        times.timestamps(),
        times.steps(),
        median,
        median,
        intervals,
        quantiles,
        options.paths() == 0
            ? null
            : values.paths(options.paths(), Seed.hash(PATH_SEED, history.seriesId(), target)),
        options.total() ? total(values, median, options.levels()) : null,
        effects,
        values.direct());
  }

  private static Total total(Distribution values, double[] median, List<Double> levels) {
    List<TotalInterval> intervals = new ArrayList<>();
    for (double level : levels)
      intervals.add(
          new TotalInterval(
              level, values.sumQuantile(lower(level)), values.sumQuantile(upper(level))));
    return new Total(Arrays.stream(median).sum(), intervals);
  }

  private static double lower(double level) {
    return 0.5 - level / 200;
  }

  private static double upper(double level) {
    return 0.5 + level / 200;
  }
}
