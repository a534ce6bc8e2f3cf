package dev.rondo.commandline;

import dev.rondo.commandline.result.Json;
import dev.rondo.commandline.result.TrainingSummary;
import dev.rondo.forecasting.auto.AutoResult.MemberScore;
import dev.rondo.forecasting.auto.Decision;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What a training of a service chose.
final class RemoteSummaries {
  private RemoteSummaries() {}

  /// @param model as the service describes it
  static TrainingSummary of(String source, JsonNode model) {
    JsonNode automatic = model.path("automatic");
    List<Decision> plan = new ArrayList<>();
    for (JsonNode one : automatic.path("plan"))
      plan.add(Json.MAPPER.treeToValue(one, Decision.class));
    List<MemberScore> members = new ArrayList<>();
    for (JsonNode one : automatic.path("members"))
      members.add(Json.MAPPER.treeToValue(one, MemberScore.class));
    return new TrainingSummary(
        source,
        model.path("id").asString(),
        model.path("horizon").asInt(),
        plan,
        TrainingSummary.weighted(members),
        RemoteForecasts.texts(model.path("warnings")),
        RemoteForecasts.judged(model.path("evaluation")));
  }
}
