package dev.rondo.server.publish;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// Published forecasts as metrics of Prometheus.
final class ForecastGauges {
  private static final String PREDICTED = ":predicted";
  private static final String LOWER = ":lower";
  private static final String UPPER = ":upper";

  private final MetricSnapshots.Builder metrics = MetricSnapshots.builder();
  private final GaugeSnapshot.Builder up =
      GaugeSnapshot.builder()
          .name("rondo_published_forecast_up")
          .help("1 if the last refresh of the published forecast succeeded");
  private final GaugeSnapshot.Builder end =
      GaugeSnapshot.builder()
          .name("rondo_published_forecast_last_observation_timestamp_seconds")
          .help("Last step of the dataset of the published forecast");

  private ForecastGauges() {}

  /// The names of the metrics of a published forecast.
  static List<String> names(String name) {
    return List.of(name + PREDICTED, name + LOWER, name + UPPER);
  }

  /// The metrics at a time. A series without a value at that time has none.
  static MetricSnapshots of(List<Publication> publications, Instant now) {
    ForecastGauges gauges = new ForecastGauges();
    for (Publication each : publications) gauges.add(each, now);
    return gauges
        .metrics
        .metricSnapshot(gauges.up.build())
        .metricSnapshot(gauges.end.build())
        .build();
  }

  private void add(Publication publication, Instant now) {
    PublishedForecast row = publication.row;
    Publication.Present present = publication.present();
    PublishedValues values = present.values();
    Labels label = Labels.of("forecast", row.name());
    up.dataPoint(point(label, values == null || present.failed() ? 0 : 1));
    if (values == null) return;
    end.dataPoint(point(label, values.end() / 1000.0));
    long time = now.plus(row.ahead()).toEpochMilli();
    List<GaugeDataPointSnapshot> predicted = new ArrayList<>();
    List<GaugeDataPointSnapshot> lower = new ArrayList<>();
    List<GaugeDataPointSnapshot> upper = new ArrayList<>();
    for (PublishedPath path : values.paths()) {
      int step = path.at(time);
      if (step < 0) continue;
      Labels labels = labels(path.labels());
      predicted.add(point(labels, path.predicted()[step]));
      if (!path.hasInterval()) continue;
      lower.add(point(labels, path.lower()[step]));
      upper.add(point(labels, path.upper()[step]));
    }
    add(row.name() + PREDICTED, "Forecast", predicted);
    add(row.name() + LOWER, "Lower bound of the forecast", lower);
    add(row.name() + UPPER, "Upper bound of the forecast", upper);
  }

  private void add(String name, String help, List<GaugeDataPointSnapshot> points) {
    if (!points.isEmpty())
      metrics.metricSnapshot(new GaugeSnapshot(new MetricMetadata(name, help), points));
  }

  private static GaugeDataPointSnapshot point(Labels labels, double value) {
    return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
  }

  private static Labels labels(SortedMap<String, String> labels) {
    return Labels.of(List.copyOf(labels.keySet()), List.copyOf(labels.values()));
  }
}
