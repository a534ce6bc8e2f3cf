package dev.rondo.forecasting.document;

import dev.rondo.engine.cell.Cell;
import dev.rondo.engine.network.Topology;
import dev.rondo.engine.training.LearningRate;
import dev.rondo.engine.training.Loss;
import dev.rondo.engine.training.Optimizer;
import dev.rondo.forecasting.auto.MemberSpec;
import dev.rondo.forecasting.backtest.Candidate;
import dev.rondo.forecasting.covariate.Feature;
import dev.rondo.forecasting.generation.Generator;
import dev.rondo.forecasting.model.Method;
import dev.rondo.forecasting.scaling.Scaler;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.window.Split;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JacksonModule;

/// The families of types whose members have a `type` name in JSON, and the names.
///
/// A new leaf of a sealed root needs no change here; a new root is one more line in [#ROOTS].
public final class JsonTypes {
  /// Every sealed root that appears in JSON. Leaf names are unique over the whole list, because they are also the names of the
  /// schemas of the OpenAPI document.
  public static final List<Class<?>> ROOTS =
      List.of(
          Cell.class,
          Topology.class,
          Loss.class,
          Optimizer.class,
          LearningRate.class,
          Scaler.class,
          Split.class,
          Generator.class,
          Method.class,
          MemberSpec.class,
          Feature.class,
          Candidate.class);

  /// Types of this project and of the JDK that are text in JSON.
  public static final List<Class<?>> TEXTS = List.of(Frequency.class, ZoneId.class);

  private JsonTypes() {}

  /// The Jackson module for every JSON body and every JSON column of the database.
  public static JacksonModule module() {
    return new JsonTypesModule();
  }

  /// The leaves of a sealed root by their `type` name, in the order of declaration.
  public static Map<String, Class<?>> leaves(Class<?> root) {
    Map<String, Class<?>> leaves = new LinkedHashMap<>();
    for (Class<?> leaf : root.getPermittedSubclasses()) {
      if (leaf.isSealed()) {
        leaves.putAll(leaves(leaf));
      } else {
        leaves.put(kebab(leaf.getSimpleName()), leaf);
      }
    }
    return leaves;
  }

  /// The root of a type, or null if it has no `type` name.
  public static @Nullable Class<?> rootOf(Class<?> type) {
    for (Class<?> root : ROOTS) {
      if (root.isAssignableFrom(type)) return root;
    }
    return null;
  }

  /// `SimpleRnn` and `PAST_COVARIATE` as `simple-rnn` and `past-covariate`.
  public static String kebab(String name) {
    String words =
        name.indexOf('_') >= 0 || name.equals(name.toUpperCase(Locale.ROOT))
            ? name
            : name.replaceAll("(?<=[a-z])(?=[A-Z])", "_");
    return words.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The constants of an enum by their JSON name.
  public static Map<String, Enum<?>> constants(Class<?> type) {
    Map<String, Enum<?>> constants = new LinkedHashMap<>();
    for (Object constant : type.getEnumConstants()) {
      Enum<?> value = (Enum<?>) constant;
      constants.put(kebab(value.name()), value);
    }
    return constants;
  }
}
