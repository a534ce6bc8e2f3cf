package dev.rondo.server.performance;

import dev.rondo.forecasting.document.UnreadableDocumentException;
import dev.rondo.forecasting.evaluation.Evaluation.Coverage;
import dev.rondo.server.model.Models;
import dev.rondo.server.project.Project;
import dev.rondo.server.webhook.Deliveries;
import dev.rondo.server.webhook.EventType;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Keeps the latest performance of the models with the most recently kept forecasts: for metrics, and for warnings of their
/// predictions. It is updated at intervals and whenever somebody asks for the performance of a model. The webhooks of a project are
/// told of the alarms of its models, however many forecasts other projects keep.
@Component
public class PerformanceWatch {
  private static final Logger LOG = LoggerFactory.getLogger(PerformanceWatch.class);

  /// Bounds the number of time series of the metrics.
  private static final int MOST_MODELS = 20;

  /// Bounds the work for the webhooks of a project.
  private static final int MOST_OF_A_PROJECT = 20;

  private static final Set<EventType> ALARMS =
      Set.of(EventType.MODEL_DRIFTED, EventType.COVERAGE_DRIFTED);

  private final KeptForecasts kept;
  private final Scoring scoring;
  private final Models models;
  private final Deliveries deliveries;
  private final MultiGauge errors;
  private final MultiGauge coverage;
  private final MultiGauge drift;
  private final MultiGauge coverageDrift;
  private final Map<String, ModelPerformance> latest = new LinkedHashMap<>(16, 0.75f, true);

  PerformanceWatch(
      KeptForecasts kept,
      Scoring scoring,
      Models models,
      Deliveries deliveries,
      MeterRegistry registry) {
    this.kept = kept;
    this.scoring = scoring;
    this.models = models;
    this.deliveries = deliveries;
    this.errors =
        MultiGauge.builder("rondo.model.error")
            .description("Error of kept forecasts whose actual values are known")
            .register(registry);
    this.coverage =
        MultiGauge.builder("rondo.model.coverage")
            .description("Share of actual values inside the intervals of kept forecasts")
            .register(registry);
    this.drift =
        MultiGauge.builder("rondo.model.drift")
            .description("1 while the errors of kept forecasts differ from earlier ones")
            .register(registry);
    this.coverageDrift =
        MultiGauge.builder("rondo.model.coverage.drift")
            .description("1 while the coverage of the 80 % intervals is outside of its band")
            .register(registry);
  }

  /// Warnings for predictions of a model.
  public List<String> warnings(String modelId) {
    ModelPerformance known = known(modelId);
    return known == null || !known.isAlarmed() ? List.of() : known.warnings();
  }

  /// Whether the performance of a model gives a warning that it should be trained again. Measures the model if it is not watched.
  public boolean isAlarmed(String modelId) {
    ModelPerformance known = known(modelId);
    if (known == null) {
      measure(modelId);
      known = known(modelId);
    }
    return known != null && known.isAlarmed();
  }

  private synchronized @Nullable ModelPerformance known(String modelId) {
    return latest.get(modelId);
  }

  /// What a webhook is told of a model.
  private record Drifted(String modelId, List<String> warnings) {}

  /// Tells the webhooks of alarms. An alarm that cannot be stored now is told after the next measurement, as long as it lasts.
  private void tell(ModelPerformance measured) {
    try {
      if (measured.drift().active())
        tell(EventType.MODEL_DRIFTED, measured, measured.drift().found());
      if (measured.coverageDrift().active())
        tell(EventType.COVERAGE_DRIFTED, measured, measured.coverageDrift().found());
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("webhooks cannot be told of model {} now: {}", measured.modelId(), e.toString());
    }
  }

  /// @param found origin of the forecast that raised the alarm, which tells it from other alarms of the model
  private void tell(EventType type, ModelPerformance measured, @Nullable String found) {
    deliveries.tell(
        type,
        measured.modelId() + "/" + found,
        new Drifted(measured.modelId(), measured.warnings()));
  }

  /// Takes a performance that was just measured for a request. Webhooks are told by the measurements at intervals.
  synchronized void take(ModelPerformance measured) {
    latest.remove(measured.modelId());
    if (measured.forecasts() > 0) latest.put(measured.modelId(), measured);
    while (latest.size() > MOST_MODELS) latest.remove(latest.keySet().iterator().next());
    publish();
  }

  /// Measures the watched models again and forgets those without kept forecasts. Then measures further models of the projects whose
  /// webhooks are told of alarms, one after the other.
  void refresh() {
    try {
      kept.removeOld();
      List<KeptForecasts.Watched> watched = kept.models(MOST_MODELS);
      forgetAllBut(watched.stream().map(KeptForecasts.Watched::modelId).toList());
      for (KeptForecasts.Watched one : watched.reversed()) tryWith(one, this::measure);
      for (Project project : deliveries.toldOf(ALARMS))
        for (KeptForecasts.Watched one : kept.models(project, MOST_OF_A_PROJECT))
          if (!watched.contains(one)) tryWith(one, this::measureUnwatched);
    } catch (RuntimeException e) {
      LOG.warn("the performance of models cannot be measured now: {}", e.toString());
    }
  }

  /// A model that cannot be measured does not keep others from it.
  private static void tryWith(KeptForecasts.Watched one, Consumer<String> work) {
    try {
      one.project().run(() -> work.accept(one.modelId()));
    } catch (RuntimeException e) {
      LOG.warn(
          "the performance of model {} cannot be measured now: {}", one.modelId(), e.toString());
    }
  }

  private void measure(String modelId) {
    measured(modelId)
        .ifPresent(measured -> {
          take(measured);
          tell(measured);
        });
  }

  /// Measures a model for the webhooks alone.
  private void measureUnwatched(String modelId) {
    measured(modelId).ifPresent(this::tell);
  }

  private Optional<ModelPerformance> measured(String modelId) {
    try {
      return models.find(modelId).map(scoring::of);
    } catch (UnreadableDocumentException e) {
      LOG.warn("the performance of model {} cannot be measured: {}", modelId, e.getMessage());
      return Optional.empty();
    }
  }

  private synchronized void forgetAllBut(List<String> watched) {
    latest.keySet().retainAll(watched);
    publish();
  }

  private void publish() {
    List<MultiGauge.Row<?>> errorRows = new ArrayList<>();
    List<MultiGauge.Row<?>> coverageRows = new ArrayList<>();
    List<MultiGauge.Row<?>> driftRows = new ArrayList<>();
    List<MultiGauge.Row<?>> coverageDriftRows = new ArrayList<>();
    latest.forEach((id, measured) -> {
      Measured overall = measured.overall();
      add(errorRows, id, "mae", overall.mae());
      add(errorRows, id, "rmse", overall.rmse());
      add(errorRows, id, "mase", overall.mase());
      add(errorRows, id, "bias", overall.bias());
      add(errorRows, id, "pinball", overall.pinball());
      for (Coverage each : overall.coverage()) {
        String level = BigDecimal.valueOf(each.level()).stripTrailingZeros().toPlainString();
        coverageRows.add(
            MultiGauge.Row.of(Tags.of("model", id, "level", level), each.measured() / 100));
      }
      driftRows.add(MultiGauge.Row.of(Tags.of("model", id), measured.drift().active() ? 1 : 0));
      coverageDriftRows.add(
          MultiGauge.Row.of(Tags.of("model", id), measured.coverageDrift().active() ? 1 : 0));
    });
    errors.register(errorRows, true);
    coverage.register(coverageRows, true);
    drift.register(driftRows, true);
    coverageDrift.register(coverageDriftRows, true);
  }

  private static void add(
      List<MultiGauge.Row<?>> rows, String id, String measure, @Nullable Double value) {
    if (value != null) rows.add(MultiGauge.Row.of(Tags.of("model", id, "measure", measure), value));
  }
}
