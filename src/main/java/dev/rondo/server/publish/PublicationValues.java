package dev.rondo.server.publish;

import dev.rondo.forecasting.forecast.Forecast.Interval;
import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.TimeAxis;
import dev.rondo.server.alias.Aliases;
import dev.rondo.server.dataset.DatasetDescription;
import dev.rondo.server.dataset.Datasets;
import dev.rondo.server.dataset.StoredDataset;
import dev.rondo.server.forecast.Forecasts;
import dev.rondo.server.forecast.Forecasts.Unforecastable;
import dev.rondo.server.forecast.Forecasts.Wish;
import dev.rondo.server.forecast.Histories;
import dev.rondo.server.forecast.Predictions;
import dev.rondo.server.forecast.Predictions.SeriesForecast;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.model.Models;
import dev.rondo.server.prometheus.PrometheusSource;
import dev.rondo.server.prometheus.SeriesLabels;
import dev.rondo.server.web.InfeasibleRequestException;
import dev.rondo.server.web.NotFoundException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Makes the values of published forecasts from the newest version of their dataset.
@Component
class PublicationValues {
  /// Names that begin with two underscores are Prometheus' own.
  private static final Pattern LABEL = Pattern.compile("(?!__)[a-zA-Z_][a-zA-Z0-9_]*");

  private static final int LONGEST_HORIZON = 10_000;

  private final Models models;
  private final Aliases aliases;
  private final Datasets datasets;
  private final PrometheusSource prometheus;
  private final Forecasts forecasts;
  private final PublicationSettings settings;
  private final Clock clock;

  PublicationValues(
      Models models,
      Aliases aliases,
      Datasets datasets,
      PrometheusSource prometheus,
      Forecasts forecasts,
      PublicationSettings settings,
      Clock clock) {
    this.models = models;
    this.aliases = aliases;
    this.datasets = datasets;
    this.prometheus = prometheus;
    this.forecasts = forecasts;
    this.settings = settings;
    this.clock = clock;
  }

  /// Adds the newest values to a dataset from Prometheus and forecasts its series. Throws [NotFoundException] and
  /// [InfeasibleRequestException].
  ///
  /// @param known values that were made before; returned if they still hold
  PublishedValues of(PublishedForecast one, @Nullable PublishedValues known, Reservation memory) {
    DatasetDescription dataset = dataset(one.datasetId());
    if (PrometheusSource.isOriginOf(dataset)) {
      prometheus.refresh(dataset.id(), null, memory);
      dataset = dataset(one.datasetId());
    }
    check(dataset);
    String modelId = modelId(one);
    long now = clock.millis();
    long until = now + one.ahead().plus(one.every().multipliedBy(2)).toMillis();
    if (known != null
        && known.modelId().equals(modelId)
        && known.datasetVersion() == dataset.version()
        && known.seriesAt(until) > 0) return known;
    TimeAxis axis = new TimeAxis(dataset.frequency(), dataset.timeZone());
    long end = axis.position(dataset.timeRange().end());
    ServedModel model = model(modelId, memory);
    int usual = model.model().description().method().horizon();
    if (axis.plus(end, usual) < now)
      return new PublishedValues(
          modelId,
          dataset.version(),
          end,
          List.of(),
          "the dataset ends at %s, more than the horizon of the model, %d steps, before now"
              .formatted(dataset.timeRange().end(), usual));
    int horizon = Math.max(usual, axis.before(end, LONGEST_HORIZON + 1, until) + 1);
    if (horizon > LONGEST_HORIZON)
      throw new InfeasibleRequestException(
          "/ahead",
          "%s ahead are more than %d steps of %s; choose less"
              .formatted(one.ahead(), LONGEST_HORIZON, dataset.frequency()));
    memory.grow(dataset.bytes());
    // Its version may be later than that of the description.
    StoredDataset newest = datasets.newest(dataset, memory);
    check(newest.description());
    List<PublishedPath> paths = new ArrayList<>();
    int missing = 0;
    for (SeriesForecast each : forecast(one, modelId, model, newest.content(), horizon, memory)) {
      if (each.problem() == null) paths.add(path(each));
      else missing++;
    }
    requireDifferentLabels(paths);
    return new PublishedValues(
        modelId,
        newest.description().version(),
        axis.position(newest.description().timeRange().end()),
        paths,
        missing == 0 ? null : missing + " series have no forecast");
  }

  private DatasetDescription dataset(String id) {
    return datasets.find(id).orElseThrow(() -> new NotFoundException("dataset", id, "/datasetId"));
  }

  private void check(DatasetDescription dataset) {
    if (dataset.frequency().unit() == Frequency.Unit.STEP)
      throw new InfeasibleRequestException(
          "/datasetId",
          "the series of the dataset count steps; only series with times have a present");
    if (dataset.shape().series() > settings.series())
      throw new InfeasibleRequestException(
          "/datasetId",
          "the dataset has %d series, more than %d (rondo.published-forecasts.series)"
              .formatted(dataset.shape().series(), settings.series()));
  }

  private String modelId(PublishedForecast one) {
    if (one.alias() == null) return Objects.requireNonNull(one.modelId());
    try {
      return aliases.model(one.alias());
    } catch (NotFoundException _) {
      throw new NotFoundException("alias", one.alias(), "/alias");
    }
  }

  private ServedModel model(String id, Reservation memory) {
    try {
      return models.forecaster(id, memory);
    } catch (NotFoundException _) {
      throw new NotFoundException("model", id, "/modelId");
    }
  }

  private Iterable<SeriesForecast> forecast(
      PublishedForecast one,
      String modelId,
      ServedModel model,
      Dataset dataset,
      int horizon,
      Reservation memory) {
    List<History> histories =
        new Histories(model.model().description()).of(dataset, "/datasetId", null, null);
    List<Double> levels =
        one.level() != null
            ? List.of(one.level())
            : model.usualLevels().stream().max(Double::compare).stream().toList();
    try {
      Predictions made =
          forecasts.of(
              modelId,
              model,
              histories,
              _ -> "/datasetId",
              new Wish(horizon, levels, List.of(), 0, false),
              Unforecastable.TOLD,
              memory);
      return made.forecasts();
    } catch (InfeasibleException e) {
      throw InfeasibleRequestException.of(e)
          .moved(place -> place.startsWith("/levels") ? "/level" : "/modelId");
    }
  }

  private static PublishedPath path(SeriesForecast made) {
    SortedMap<String, String> labels = new TreeMap<>(labels(made.seriesId()));
    if (made.target() != null) labels.put("target", made.target());
    @Nullable Interval interval = made.intervals().isEmpty() ? null : made.intervals().getFirst();
    return new PublishedPath(
        labels,
        Objects.requireNonNull(made.timestamps()).stream()
            .mapToLong(time -> OffsetDateTime.parse(time).toInstant().toEpochMilli())
            .toArray(),
        made.mean(),
        interval == null ? new double[0] : interval.lower(),
        interval == null ? new double[0] : interval.upper());
  }

  /// The labels of a series; only `series` if Prometheus would not accept those of its id. `job` and `instance` are always there, possibly empty, so that Prometheus does not add those of this
  /// service.
  private static SortedMap<String, String> labels(String seriesId) {
    SortedMap<String, String> labels =
        SeriesLabels.of(seriesId)
            .filter(found ->
                seriesId.endsWith("}")
                    && found.keySet().stream().allMatch(PublicationValues::isLabel))
            .orElseGet(() -> new TreeMap<>(Map.of("series", seriesId)));
    labels.remove(SeriesLabels.NAME);
    labels.putIfAbsent("job", "");
    labels.putIfAbsent("instance", "");
    return labels;
  }

  private static boolean isLabel(String name) {
    return name.equals(SeriesLabels.NAME) || LABEL.matcher(name).matches();
  }

  private static void requireDifferentLabels(List<PublishedPath> paths) {
    Set<SortedMap<String, String>> seen = new HashSet<>();
    for (PublishedPath path : paths) {
      if (!seen.add(path.labels()))
        throw new InfeasibleRequestException(
            "/datasetId",
            "two series of the dataset have the same labels %s and differ in their metric only; let the query of the dataset give one metric"
                .formatted(path.labels()));
    }
  }
}
