package dev.rondo.server.job;

import dev.rondo.forecasting.backtest.BacktestSpec;
import dev.rondo.forecasting.backtest.Candidate;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.Fault;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The defaults of left-out members of networks among candidates, which depend on the dataset.
@Component
class CandidateDefaults {
  private final JsonMapper json;

  CandidateDefaults(JsonMapper json) {
    this.json = json;
  }

  /// The defaults for the body of a backtest. Throws [BadRequestException] if it has more candidates than allowed, because the
  /// defaults of each take time.
  JsonNode ofBacktest(JsonNode body, JobStart.Named dataset) {
    ObjectNode fallback = json.createObjectNode();
    JsonNode candidates = body.path("candidates");
    if (!candidates.isArray()) return fallback;
    if (candidates.size() > BacktestSpec.MOST_CANDIDATES)
      throw new BadRequestException(
          Fault.at(
              "/candidates",
              "candidates must hold 1 to %d candidates, held %d"
                  .formatted(BacktestSpec.MOST_CANDIDATES, candidates.size())));
    ArrayNode items = fallback.putArray("candidates");
    for (JsonNode candidate : candidates)
      items.add(
          of(
              candidate,
              own -> dataset.defaults(own.isInt() ? own : body.path("horizon")).map(this::tree)));
    return fallback;
  }

  /// The defaults of one candidate; an empty object if it is no network.
  ///
  /// @param network the defaults of a network, from the horizon of its window
  JsonNode of(JsonNode candidate, Function<JsonNode, Optional<JsonNode>> network) {
    if (!candidate.path("type").asString("").equals("network")) return json.createObjectNode();
    return network.apply(candidate.at("/window/horizon")).orElseGet(json::createObjectNode);
  }

  /// A complete network as defaults.
  JsonNode tree(ModelSpec spec) {
    return json.valueToTree(Candidate.Network.of(spec));
  }
}
