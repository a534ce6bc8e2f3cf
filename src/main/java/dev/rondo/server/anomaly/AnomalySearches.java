package dev.rondo.server.anomaly;

import dev.rondo.forecasting.anomaly.Anomaly;
import dev.rondo.forecasting.anomaly.AnomalySearch;
import dev.rondo.forecasting.anomaly.AnomalySearch.Span;
import dev.rondo.forecasting.anomaly.AnomalySpec;
import dev.rondo.forecasting.anomaly.ScoredStep;
import dev.rondo.forecasting.anomaly.ScoredTrack;
import dev.rondo.forecasting.forecast.ErrorShare;
import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.model.Method;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.server.anomaly.AnomalyAnswer.Found;
import dev.rondo.server.anomaly.AnomalyAnswer.HeldOut;
import dev.rondo.server.anomaly.AnomalyAnswer.Observation;
import dev.rondo.server.anomaly.AnomalyAnswer.SeriesAnomalies;
import dev.rondo.server.dataset.DatasetDescription;
import dev.rondo.server.dataset.Datasets;
import dev.rondo.server.forecast.Histories;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.model.Models;
import dev.rondo.server.overload.ForecastTurns;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.InfeasibleRequestException;
import dev.rondo.server.web.NotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Searches the series of requests for anomalies, within limits.
@Component
class AnomalySearches {
  private static final double USUAL_RATE = 0.01;
  private static final int USUAL_AHEAD = 1;

  /// Largest number of steps that a request may score.
  private static final int MOST_STEPS = 20_000;

  /// Largest number of alarms of a request that are explained.
  private static final int MOST_EXPLAINED = 2000;

  /// Bytes of a scored step and its text in the answer.
  private static final long BYTES_OF_A_STEP = 300;

  private final Models models;
  private final Datasets datasets;
  private final ForecastTurns turns;
  private final Reservation memory;

  /// @param requestMemory memory of the current request
  AnomalySearches(
      Models models, Datasets datasets, ForecastTurns turns, Reservation requestMemory) {
    this.models = models;
    this.turns = turns;
    this.datasets = datasets;
    this.memory = requestMemory;
  }

  /// Throws the exceptions of a prediction.
  AnomalyAnswer of(String id, AnomalyRequest request) {
    String modelId = models.resolve(id);
    ServedModel model = models.forecaster(modelId, memory);
    AnomalySpec spec = spec(request);
    List<String> warnings = new ArrayList<>(model.model().description().evaluation().warnings());
    List<Span> spans = spans(request, model, warnings);
    long steps = spans.stream().mapToLong(span -> span.to() - span.from()).sum();
    String root = request.dataset() == null ? "/series" : "/dataset";
    if (steps > MOST_STEPS)
      throw new InfeasibleRequestException(
          root,
          "the search would score %d steps, more than %d; ask for fewer series or a shorter part"
              .formatted(steps, MOST_STEPS));
    memory.grow(steps * model.model().description().targets() * BYTES_OF_A_STEP);
    memory.grow(model.workingBytes(spans.stream().map(Span::history).toList(), spec.ahead()));
    AnomalySearch search = new AnomalySearch(model, spec, MOST_EXPLAINED, turns.of(modelId));
    try {
      List<HeldOut> heldOut = heldOut(search, model.model().description(), spec, warnings);
      List<ScoredTrack> tracks = search.of(spans);
      if (!search.complete())
        warnings.add(
            "There are more than %d alarms; the later ones are all reported as points."
                .formatted(MOST_EXPLAINED));
      return answer(modelId, model.model().description(), spec, heldOut, spans, tracks, warnings);
    } catch (InfeasibleException e) {
      throw InfeasibleRequestException.of(e)
          .moved(pointer ->
              pointer.startsWith("/levels")
                  ? "/falseAlarmRate"
                  : pointer.startsWith("/horizon") ? "/ahead" : pointer);
    }
  }

  private static AnomalySpec spec(AnomalyRequest request) {
    double rate = Objects.requireNonNullElse(request.falseAlarmRate(), USUAL_RATE);
    int ahead = Objects.requireNonNullElse(request.ahead(), USUAL_AHEAD);
    try {
      return new AnomalySpec(rate, ahead);
    } catch (IllegalArgumentException e) {
      String message = Objects.requireNonNullElse(e.getMessage(), "");
      throw new BadRequestException(Fault.at("/" + message.split(" ", 2)[0], message));
    }
  }

  private List<Span> spans(AnomalyRequest request, ServedModel model, List<String> warnings) {
    if ((request.series() == null) == (request.dataset() == null))
      throw new BadRequestException(
          Fault.at("/series", "either series or dataset is required, and not both"));
    Histories histories = new Histories(model.model().description());
    if (request.series() != null) {
      List<Fault> faults = new ArrayList<>();
      if (request.series().isEmpty())
        faults.add(Fault.at("/series", "must hold at least one series"));
      List<History> raw = histories.of(request.series(), faults);
      if (!faults.isEmpty()) throw new BadRequestException(faults);
      return raw.stream().map(one -> SearchedPart.WHOLE.span(one, model)).toList();
    }
    AnomalyRequest.Part part = Objects.requireNonNull(request.dataset());
    if (part.series() != null && part.series().isEmpty())
      throw new BadRequestException(
          Fault.at("/dataset/series", "must name at least one series; leave it out to search all"));
    DatasetDescription found =
        datasets
            .find(part.id())
            .orElseThrow(() -> new NotFoundException("dataset", part.id(), "/dataset/id"));
    memory.grow(found.bytes());
    Dataset dataset = datasets.load(found, memory);
    warnings.addAll(histories.notes(dataset));
    SearchedPart searched =
        SearchedPart.of(part.from(), part.to(), dataset, model.model().description().zone());
    return histories.of(dataset, "/dataset", part.series(), null).stream()
        .map(one -> searched.span(one, model))
        .toList();
  }

  private static List<HeldOut> heldOut(
      AnomalySearch search, Model.Description model, AnomalySpec spec, List<String> warnings) {
    List<HeldOut> all = new ArrayList<>();
    for (int target = 0; target < model.targets(); target++) {
      String name = model.columns().get(target).name();
      ErrorShare share = search.heldOut(target);
      all.add(new HeldOut(name, share.errors(), share.outside()));
      double least = 2.0 / (share.errors() + 1);
      if (share.errors() == 0)
        warnings.add(
            "The model has no held-out errors, so the thresholds of '%s' are those of a normal distribution."
                .formatted(name));
      else if (model.method() instanceof Method.TrainedEnsemble && least > spec.falseAlarmRate())
        warnings.add(
            "The model has %d held-out errors of '%s'; its threshold is the outermost of them, so the rate of false alarms is about %.4f."
                .formatted(share.errors(), name, least));
    }
    return all;
  }

  private static AnomalyAnswer answer(
      String modelId,
      Model.Description model,
      AnomalySpec spec,
      List<HeldOut> heldOut,
      List<Span> spans,
      List<ScoredTrack> tracks,
      List<String> warnings) {
    List<SeriesAnomalies> series = new ArrayList<>();
    long scored = 0;
    long alarms = 0;
    List<String> without = new ArrayList<>();
    for (ScoredTrack track : tracks) {
      History history = spans.get(track.span()).history();
      Places places = Places.of(history, model);
      String target = model.targets() == 1 ? null : model.columns().get(track.target()).name();
      series.add(of(track, history.seriesId(), target, places));
      scored += track.scored();
      alarms += track.alarms();
      if (track.scored() == 0) without.add("'" + history.seriesId() + "'");
    }
    if (!without.isEmpty())
      warnings.add(
          "No observation of %d series was scored, because too few values are before it: %s%s."
              .formatted(
                  without.size(),
                  String.join(", ", without.subList(0, Math.min(5, without.size()))),
                  without.size() > 5 ? " and others" : ""));
    return new AnomalyAnswer(
        modelId,
        spec.falseAlarmRate(),
        spec.ahead(),
        heldOut,
        scored,
        alarms,
        scored == 0 ? Double.NaN : (double) alarms / scored,
        List.copyOf(warnings),
        series);
  }

  private static SeriesAnomalies of(
      ScoredTrack track, String id, @Nullable String target, Places places) {
    List<Found> found = new ArrayList<>();
    for (Anomaly one : track.anomalies())
      found.add(
          new Found(
              one.kind(),
              places.step(one.from()),
              places.step(one.to()),
              places.time(one.from()),
              places.time(one.to()),
              one.score()));
    List<Observation> observations = new ArrayList<>();
    for (ScoredStep step : track.steps())
      observations.add(
          new Observation(
              places.step(step.step()),
              places.time(step.step()),
              step.value(),
              step.expected(),
              step.lower(),
              step.upper(),
              step.score(),
              step.probability(),
              step.kind()));
    return new SeriesAnomalies(id, target, track.scored(), track.alarms(), found, observations);
  }
}
