package dev.rondo.forecasting.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.forecasting.auto.MemberSpec;
import dev.rondo.forecasting.backtest.Candidate;
import dev.rondo.forecasting.covariate.Feature;
import dev.rondo.forecasting.model.Method;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.server.memory.MemoryBudget;
import dev.rondo.server.web.Defaults;
import dev.rondo.server.web.RecordBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class JsonTypesTest {
  private final JsonMapper mapper = JsonMapper.builder().addModule(JsonTypes.module()).build();
  private final Map<String, ObjectNode> required =
      Map.of(
          "last-steps",
          mapper.createObjectNode().put("validation", 12).put("test", 6),
          "auto",
          mapper.createObjectNode().put("maxDuration", "PT5S").put("seed", 1),
          "baseline",
          mapper.createObjectNode().put("name", "theta"),
          "network",
          mapper.valueToTree(Candidate.Network.of(ModelSpec.USUAL)),
          "stored-model",
          mapper.createObjectNode().put("id", "a"));

  /// Roots that no request contains; `ModelFileTest` reads their documents.
  private static final Set<Class<?>> ONLY_STORED =
      Set.of(Method.class, MemberSpec.class, Feature.class);

  @ParameterizedTest
  @CsvSource({
    "SimpleRnn,simple-rnn",
    "PAST_COVARIATE,past-covariate",
    "Seq2Vec,seq2vec",
    "AdamW,adam-w",
    "MinMax,min-max",
    "TANH,tanh",
    "Gru,gru"
  })
  void namesAreKebabCase(String name, String kebab) {
    assertThat(JsonTypes.kebab(name)).isEqualTo(kebab);
  }

  @Test
  void leafNamesAreUniqueOverAllRoots() {
    List<String> names = new ArrayList<>();
    for (Class<?> root : JsonTypes.ROOTS)
      JsonTypes.leaves(root).values().forEach(leaf -> names.add(leaf.getSimpleName()));
    assertThat(names).doesNotHaveDuplicates();
  }

  /// The default of each leaf, and each leaf without members, is written as JSON and read back equal. Leaves without defaults get
  /// their members here.
  @Test
  void everyLeafTravelsBothWays() {
    RecordBinder binder =
        new RecordBinder(
            mapper, new Defaults(mapper, List.of()), new MemoryBudget(1 << 30).open("the request"));
    int travelled = 0;
    for (Class<?> root : JsonTypes.ROOTS) {
      if (ONLY_STORED.contains(root)) continue;
      for (var leaf : JsonTypes.leaves(root).entrySet()) {
        Object value =
            binder.bind(
                mapper
                    .createObjectNode()
                    .put("type", leaf.getKey())
                    .setAll(required.getOrDefault(leaf.getKey(), mapper.createObjectNode())),
                leaf.getValue().asSubclass(Record.class));
        JsonNode json = mapper.valueToTree(value);
        assertThat(json.get("type").stringValue()).isEqualTo(leaf.getKey());
        assertThat(mapper.treeToValue(json, root)).isEqualTo(value);
        travelled++;
      }
    }
    assertThat(travelled).isGreaterThan(15);
  }
}
