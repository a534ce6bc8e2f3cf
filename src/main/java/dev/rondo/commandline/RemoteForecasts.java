package dev.rondo.commandline;

import dev.rondo.commandline.remote.RemoteJob;
import dev.rondo.commandline.remote.RemoteService;
import dev.rondo.commandline.result.ForecastOutcome;
import dev.rondo.commandline.result.ForecastOutcome.Unforecastable;
import dev.rondo.commandline.result.ForecastPicture;
import dev.rondo.commandline.result.Json;
import dev.rondo.forecasting.auto.AutoRequest;
import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.forecasting.evaluation.Evaluation;
import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.Forecast.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Trainings and forecasts of a service.
record RemoteForecasts(RemoteService service, PredictionArguments arguments) {
  /// Trains on a dataset and waits; returns the model as the service describes it.
  static JsonNode train(
      RemoteService service,
      String datasetId,
      String name,
      AutoRequest request,
      ProgressLine progress) {
    JsonNode job = service.post("/training-jobs", RemoteTable.training(datasetId, name, request));
    progress.stage("waiting for the service", 0);
    JsonNode ended =
        new RemoteJob(service, "/training-jobs/" + job.path("id").asString())
            .await(progress::stage);
    return service.get("/models/" + ended.path("modelId").asString());
  }

  /// Forecasts of the series of a stored dataset.
  ForecastOutcome ofDataset(JsonNode model, String datasetId, Pasts pasts, String source) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode dataset = body.putObject("dataset").put("id", datasetId);
    if (!arguments.series.isEmpty()) {
      var series = dataset.putArray("series");
      arguments.series.forEach(series::add);
    }
    if (!arguments.levels.isEmpty()) {
      var levels = body.putArray("levels");
      arguments.levels.forEach(levels::add);
    }
    if (arguments.missingAhead != null)
      body.put("missingAhead", JsonTypes.kebab(arguments.missingAhead.name()));
    return outcome(model, service.post(predictions(model), body), pasts, source);
  }

  /// Forecasts of the series of rows.
  ForecastOutcome ofRows(
      JsonNode model,
      RemoteTable table,
      TableArguments columns,
      @Nullable Integer horizon,
      Pasts pasts) {
    Map<String, List<String>> query = new LinkedHashMap<>(columns.query());
    if (horizon != null) query.put("horizon", List.of(horizon.toString()));
    if (!arguments.levels.isEmpty())
      query.put("levels", arguments.levels.stream().map(String::valueOf).toList());
    if (arguments.missingAhead != null)
      query.put("missingAhead", List.of(JsonTypes.kebab(arguments.missingAhead.name())));
    JsonNode answer =
        service.post(
            predictions(model) + RemoteService.query(query), table.mediaType(), table.body());
    return outcome(model, answer, pasts, table.input().name());
  }

  private static String predictions(JsonNode model) {
    return "/models/" + model.path("id").asString() + "/predictions";
  }

  private ForecastOutcome outcome(JsonNode model, JsonNode answer, Pasts pasts, String source) {
    List<ForecastPicture> pictures = new ArrayList<>();
    List<Unforecastable> without = new ArrayList<>();
    List<String> targets = targets(model);
    for (JsonNode one : answer.path("forecasts")) {
      String id = one.path("seriesId").asString();
      if (!arguments.series.isEmpty() && !arguments.series.contains(id)) continue;
      if (one.path("steps").isEmpty()) {
        without.add(new Unforecastable(id, one.path("problem").asString("")));
        continue;
      }
      Forecast forecast = forecast(one, targets.getFirst());
      pictures.add(pasts.picture(forecast));
    }
    return new ForecastOutcome(
        source,
        model.path("frequency").asString(),
        model.path("timeZone").asString(),
        targets.size(),
        numbers(answer.path("levels")).boxed().toList(),
        pictures,
        without,
        texts(answer.path("warnings")),
        judged(model.path("evaluation")));
  }

  static List<String> targets(JsonNode model) {
    return StreamSupport.stream(model.path("columns").spliterator(), false)
        .filter(column -> column.path("role").asString("").equals("target"))
        .map(column -> column.path("name").asString())
        .toList();
  }

  static Evaluation.@Nullable Part judged(JsonNode evaluation) {
    JsonNode test = evaluation.path("test");
    JsonNode part = test.isObject() ? test : evaluation.path("validation");
    return part.isObject() ? Json.MAPPER.treeToValue(part, Evaluation.Part.class) : null;
  }

  private static Forecast forecast(JsonNode one, String onlyTarget) {
    List<Interval> intervals = new ArrayList<>();
    for (JsonNode interval : one.path("intervals"))
      intervals.add(
          new Interval(
              interval.path("level").asDouble(),
              numbers(interval.path("lower")).toArray(),
              numbers(interval.path("upper")).toArray()));
    double[] mean = numbers(one.path("mean")).toArray();
    return new Forecast(
        one.path("seriesId").asString(),
        one.path("target").asString(onlyTarget),
        one.path("timestamps").isArray() ? texts(one.path("timestamps")) : null,
        StreamSupport.stream(one.path("steps").spliterator(), false)
            .mapToLong(JsonNode::asLong)
            .toArray(),
        mean,
        mean,
        intervals,
        List.of(),
        null,
        null,
        List.of(),
        mean.length);
  }

  private static DoubleStream numbers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(node -> node.isNumber() ? node.doubleValue() : Double.NaN);
  }

  static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asString).toList();
  }
}
