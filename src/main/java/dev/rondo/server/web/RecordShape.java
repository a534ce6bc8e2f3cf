package dev.rondo.server.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rondo.forecasting.document.JsonTypes;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The reflection data of a record, cached.
///
/// @param known names of its JSON members
/// @param open whether the record ignores other members, see [Extensible]
record RecordShape(Constructor<?> constructor, List<Part> parts, List<String> known, boolean open) {
  /// A component.
  ///
  /// @param name its name in JSON
  record Part(String name, AnnotatedType type) {}

  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return lookUp(type);
        }
      };

  private static final ClassValue<Boolean> WITH_NUMBERS =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return holdsNumbers(type, new HashSet<>());
        }
      };

  static RecordShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  private static RecordShape lookUp(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    List<Part> parts =
        Arrays.stream(components)
            .map(component -> new Part(name(component), component.getAnnotatedType()))
            .toList();
    List<String> known = new ArrayList<>(parts.stream().map(Part::name).toList());
    if (JsonTypes.rootOf(type) != null) known.addFirst("type");
    try {
      Constructor<?> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return new RecordShape(
          constructor, parts, List.copyOf(known), type.isAnnotationPresent(Extensible.class));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("every record has this constructor: " + type.getName(), e);
    }
  }

  /// The name of a component in JSON: its own, or the one that `JsonProperty` gives.
  static String name(RecordComponent component) {
    JsonProperty given = component.getAccessor().getAnnotation(JsonProperty.class);
    return given == null ? component.getName() : given.value();
  }

  /// The component with this name.
  @Nullable Part part(String name) {
    for (Part part : parts) if (part.name().equals(name)) return part;
    return null;
  }

  /// Whether a record contains [NumberRows] at any depth.
  static boolean holdsNumbers(Class<?> type) {
    return WITH_NUMBERS.get(type);
  }

  private static boolean holdsNumbers(Class<?> type, Set<Class<?>> seen) {
    if (type == NumberRows.class) return true;
    if (!isRecord(type) || !seen.add(type)) return false;
    for (Part part : of(type).parts()) {
      AnnotatedType inner = part.type();
      while (raw(inner) == List.class) inner = item(inner);
      if (holdsNumbers(raw(inner), seen)) return true;
    }
    return false;
  }

  /// Whether a type is bound member by member.
  static boolean isRecord(Class<?> type) {
    return type.isRecord() && !JsonTypes.TEXTS.contains(type);
  }

  static Class<?> raw(AnnotatedType type) {
    return switch (type.getType()) {
      case Class<?> plain -> plain;
      case ParameterizedType generic -> (Class<?>) generic.getRawType();
      default -> throw new IllegalStateException("cannot bind " + type);
    };
  }

  /// The element type of a list.
  static AnnotatedType item(AnnotatedType list) {
    return ((AnnotatedParameterizedType) list).getAnnotatedActualTypeArguments()[0];
  }
}
