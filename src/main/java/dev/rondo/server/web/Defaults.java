package dev.rondo.server.web;

import dev.rondo.engine.cell.Activation;
import dev.rondo.engine.cell.SimpleRnn;
import dev.rondo.engine.training.LearningRate;
import dev.rondo.engine.training.Loss;
import dev.rondo.engine.training.Optimizer;
import dev.rondo.forecasting.generation.UsualGenerators;
import dev.rondo.forecasting.window.Split;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The defaults of all records in requests, by type.
public final class Defaults {
  /// Defaults of a leaf of a sealed type if the request gives only its type.
  private static final List<Default> LEAVES =
      List.of(
          Default.of(new SimpleRnn(Activation.TANH)),
          Default.of(new Loss.Huber(1.0)),
          Default.of(new Loss.Pinball(List.of(0.1, 0.5, 0.9))),
          Default.of(new Optimizer.Sgd(new LearningRate.Constant(0.01, 0), 0.9)),
          Default.of(Optimizer.RmsProp.usual(new LearningRate.Constant(0.001, 0))),
          Default.of(Optimizer.Adam.usual(new LearningRate.Constant(0.001, 0))),
          Default.of(Optimizer.AdamW.usual(new LearningRate.Constant(0.001, 0))),
          Default.of(new LearningRate.Constant(0.001, 0)),
          Default.of(new LearningRate.StepDecay(0.001, 10, 0.5, 0)),
          Default.of(new LearningRate.Cosine(0.001, 0, 0)),
          Default.whole(Split.BySeries.USUAL),
          Default.whole(Split.ByTime.USUAL));

  private record Entry(JsonNode members, boolean whole) {}

  private final Map<Class<?>, Entry> entries = new HashMap<>();

  /// @param more defaults of request bodies; a later one replaces an earlier one of the same type
  public Defaults(JsonMapper mapper, List<Default> more) {
    Stream<Default> generators =
        UsualGenerators.ALL.stream().map(usual -> Default.of((Record) usual));
    Stream.of(LEAVES.stream(), generators, more.stream())
        .flatMap(each -> each)
        .forEach(each -> entries.put(each.type(), new Entry(tree(each, mapper), each.whole())));
  }

  // Member by member, because the values of a map lose their type name.
  private static JsonNode tree(Default each, JsonMapper mapper) {
    ObjectNode tree = mapper.createObjectNode();
    each.members().forEach((name, value) -> tree.set(name, mapper.<JsonNode>valueToTree(value)));
    return tree;
  }

  /// The default members of a record as a JSON object, or null if it has none.
  public @Nullable JsonNode of(Class<?> type) {
    Entry entry = entries.get(type);
    return entry == null ? null : entry.members();
  }

  /// Whether the defaults of a record apply only if the request gives no member of it.
  boolean whole(Class<?> type) {
    Entry entry = entries.get(type);
    return entry != null && entry.whole();
  }
}
