package dev.rondo.server.trace;

import dev.rondo.forecasting.forecast.AheadGaps;
import dev.rondo.forecasting.forecast.AheadValues.Fill;
import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.KnownHistories;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.TimeAxis;
import dev.rondo.forecasting.trace.NetworkTrace;
import dev.rondo.forecasting.trace.NetworkTrace.PlacedLayer;
import dev.rondo.server.dataset.DatasetDescription;
import dev.rondo.server.dataset.Datasets;
import dev.rondo.server.dataset.StoredDataset;
import dev.rondo.server.forecast.Histories;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.model.Models;
import dev.rondo.server.model.StoredModel;
import dev.rondo.server.trace.TraceAnswer.ShownLayer;
import dev.rondo.server.trace.TraceAnswer.ShownSeries;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.InfeasibleRequestException;
import dev.rondo.server.web.NotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Traces networks over the end of a stored series.
@Component
class Traces {
  private final Models models;
  private final Datasets datasets;
  private final Reservation memory;

  /// @param requestMemory memory of the current request, which grows with what it reads and computes
  Traces(Models models, Datasets datasets, Reservation requestMemory) {
    this.models = models;
    this.datasets = datasets;
    this.memory = requestMemory;
  }

  /// @param id of the model, or `latest`
  TraceAnswer of(String id, TraceParameters parameters) {
    List<Fault> faults = new ArrayList<>();
    parameters.check(faults);
    if (!faults.isEmpty()) throw new BadRequestException(faults);
    StoredModel stored = models.get(id);
    ServedModel model = models.forecaster(stored.id(), memory);
    ChosenNetwork chosen = ChosenNetwork.of(model, parameters.member());
    Model.Description description = model.model().description();
    int step = step(parameters, description.method().horizon());
    int target = target(parameters, description);
    StoredDataset data = dataset(parameters, stored);
    List<String> warnings = new ArrayList<>();
    History history = history(parameters, model, data.content(), warnings);
    memory.grow(chosen.view().traceBytes());
    NetworkTrace trace = chosen.view().trace(history, target, step);
    if (!Double.isFinite(trace.forecast()))
      throw refused(
          "series",
          "the forecast is not a finite number; the values of the series '%s' are too far outside those of training"
              .formatted(history.seriesId()));
    List<PlacedLayer> layers = layers(trace.layers(), parameters.layers());
    Shown shown = Shown.of(layers, parameters.units(), parameters.steps());
    memory.grow(shown.bytes(layers));
    List<ShownLayer> shownLayers =
        layers.stream().map(layer -> shown.layer(layer, warnings)).toList();
    TimeAxis axis = new TimeAxis(data.content().frequency(), description.zone());
    return new TraceAnswer(
        stored.id(),
        chosen.name(),
        chosen.view().weights().cell(),
        data.description().id(),
        data.description().version(),
        history.seriesId(),
        description.columns().get(target).name(),
        axis.text(axis.plus(start(history), history.steps() - 1L)),
        step,
        trace.forecast(),
        series(
            history,
            target,
            first(shownLayers, Math.min(model.lookback(), shown.steps())),
            description.method().horizon(),
            axis),
        shownLayers,
        warnings);
  }

  private static int step(TraceParameters parameters, int horizon) {
    int step = Objects.requireNonNullElse(parameters.step(), 1);
    if (step > horizon)
      throw refused(
          "step",
          "the model forecasts %d steps directly, step %d is beyond".formatted(horizon, step));
    return step;
  }

  private static int target(TraceParameters parameters, Model.Description model) {
    if (parameters.target() == null) return 0;
    List<String> names =
        model.columns().subList(0, model.targets()).stream().map(Column::name).toList();
    int target = names.indexOf(parameters.target());
    if (target < 0)
      throw refused(
          "target",
          "the model has no target '%s'; it forecasts %s"
              .formatted(parameters.target(), String.join(", ", names)));
    return target;
  }

  private StoredDataset dataset(TraceParameters parameters, StoredModel model) {
    String id = Objects.requireNonNullElse(parameters.dataset(), model.datasetId());
    if (id == null)
      throw new BadRequestException(
          Fault.parameter(
              "dataset", "dataset is required: it is not known what the model was trained on"));
    DatasetDescription found =
        datasets.find(id).orElseThrow(() -> new NotFoundException("dataset", id));
    memory.grow(found.bytes());
    return datasets.newest(found, memory);
  }

  /// The history up to the cutoff or the last observed target before it.
  private static History history(
      TraceParameters parameters, ServedModel model, Dataset dataset, List<String> warnings) {
    String series =
        parameters.series() == null ? dataset.series().getFirst().id() : parameters.series();
    Histories histories = new Histories(model.model().description());
    List<History> found;
    try {
      found = histories.of(dataset, "", List.of(series), parameters.cutoff());
    } catch (InfeasibleRequestException e) {
      throw InfeasibleRequestException.of(
          e.faults().stream()
              .map(fault -> Fault.parameter(parameter(fault.pointer()), fault.detail()))
              .toList());
    }
    warnings.addAll(histories.notes(dataset));
    KnownHistories known = KnownHistories.of(found, model.model().description().targets());
    warnings.addAll(known.warnings(model.lookback()));
    int horizon = model.model().description().method().horizon();
    History history =
        AheadGaps.filled(model, known.histories(), horizon, Fill.LAST, warnings).getFirst();
    model
        .obstacle(history, horizon)
        .ifPresent(obstacle -> {
          throw refused(
              "series", "the series '%s' gives no forecast: %s".formatted(series, obstacle));
        });
    return history;
  }

  /// The parameter that a pointer of [Histories#of] stands for.
  private static String parameter(@Nullable String pointer) {
    if (pointer == null || pointer.isEmpty()) return "dataset";
    return pointer.equals("/cutoff") ? "cutoff" : "series";
  }

  private static List<PlacedLayer> layers(List<PlacedLayer> all, @Nullable List<String> wanted) {
    if (wanted == null) return all;
    List<PlacedLayer> layers = new ArrayList<>();
    for (String name : wanted)
      layers.add(
          all.stream()
              .filter(layer -> layer.states().name().equals(name))
              .findFirst()
              .orElseThrow(() ->
                  refused(
                      "layers",
                      "the network has no layer '%s'; it has %s"
                          .formatted(
                              name,
                              String.join(
                                  ", ",
                                  all.stream().map(layer -> layer.states().name()).toList())))));
    return layers;
  }

  /// The first step that is shown of the series, counted from the first step of the forecast.
  ///
  /// @param lookback steps before the forecast that are shown at least, if they exist
  private static int first(List<ShownLayer> layers, int lookback) {
    return layers.stream().mapToInt(ShownLayer::first).reduce(-lookback, Math::min);
  }

  private static ShownSeries series(
      History history, int target, int first, int horizon, TimeAxis axis) {
    int from = Math.max(0, history.steps() + first);
    int to = history.steps() + horizon;
    double[] values = new double[to - from];
    List<String> times = new ArrayList<>(to - from);
    double[] known = history.values()[target];
    for (int t = from; t < to; t++) {
      values[t - from] = t < known.length ? known[t] : Double.NaN;
      times.add(axis.text(axis.plus(start(history), t)));
    }
    return new ShownSeries(from - history.steps(), times, values);
  }

  private static long start(History history) {
    return Objects.requireNonNull(history.start(), "a stored series has a start");
  }

  private static InfeasibleRequestException refused(String parameter, String detail) {
    return InfeasibleRequestException.of(List.of(Fault.parameter(parameter, detail)));
  }
}
