package dev.rondo.server.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JavaType;
import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.forecasting.series.Frequency;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.media.Discriminator;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.ResolvableType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Describes records, sealed types and enums of this project in the OpenAPI document as [RecordBinder] and [JsonTypes] read and
/// write them: which members may be null, have a default, or are required.
@Component
class OpenApiSchemas implements ModelConverter {
  static {
    // Query parameters of these classes are text, although the classes have members.
    SpringDocUtils.getConfig()
        .addSimpleTypesForParameterObject(Frequency.class, ZoneId.class)
        .removeRequestWrapperToIgnore(ZoneId.class);
  }

  private static final String REF = "#/components/schemas/";

  private final Defaults defaults;
  private final JsonMapper mapper;
  private final Set<Class<? extends Record>> partial;
  private final Map<Class<? extends Record>, Map<String, String>> descriptions;

  OpenApiSchemas(
      Defaults defaults,
      JsonMapper mapper,
      ObjectProvider<Partial> partial,
      ObjectProvider<Description> descriptions) {
    this.defaults = defaults;
    this.partial =
        partial.stream().flatMap(each -> each.types().stream()).collect(Collectors.toSet());
    this.descriptions =
        descriptions.stream().collect(Collectors.toMap(Description::type, Description::members));
    this.mapper = mapper;
  }

  @Override
  public boolean isOpenapi31() {
    return true;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public @Nullable Schema resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    Schema<?> known = known(resolvable(type.getType()), context);
    if (known != null) return known;
    return chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
  }

  private static ResolvableType resolvable(Type type) {
    if (!(type instanceof JavaType java)) return ResolvableType.forType(type);
    if (java.containedTypeCount() == 0) return ResolvableType.forClass(java.getRawClass());
    ResolvableType[] arguments = new ResolvableType[java.containedTypeCount()];
    for (int i = 0; i < arguments.length; i++) arguments[i] = resolvable(java.containedType(i));
    return ResolvableType.forClassWithGenerics(java.getRawClass(), arguments);
  }

  /// The schema of a type of this project, as a reference if it has a name; otherwise null.
  private @Nullable Schema<?> known(ResolvableType type, ModelConverterContext context) {
    Class<?> raw = type.resolve(Object.class);
    if (raw == Frequency.class)
      return string(null, "PT1H")
          .description(
              "ISO 8601 duration such as `PT1H`, `P1D` or `P1M`; `business-day` for Monday to Friday; `step` or `step:10` for integer steps 10 apart. Months that start on the last day of a month stay on last days; `P1M@28` puts them on the 28th");
    if (ZoneId.class.isAssignableFrom(raw))
      return string(null, null).description("a time zone such as `Europe/Berlin`");
    // The format `duration` of JSON Schema has no fractions of seconds.
    if (raw == Duration.class) return string(null, "PT1.5S").description("an ISO 8601 duration");
    if (raw == Instant.class) return string("date-time", "2026-01-01T00:00:00Z");
    if (raw == JsonNode.class || raw == NumberRows.class) return new Schema<>(SpecVersion.V31);
    if (!raw.getName().startsWith("dev.rondo.")) return null;
    if (raw.isEnum()) {
      Schema<Object> schema = string(null, null);
      JsonTypes.constants(raw).keySet().forEach(schema::addEnumItemObject);
      return schema;
    }
    if (JsonTypes.ROOTS.contains(raw))
      return reference(raw.getSimpleName(), context, () -> root(raw, context));
    if (raw.isRecord()) return reference(name(type), context, () -> record(type, context));
    return null;
  }

  private interface Definition {
    Schema<?> get();
  }

  private static Schema<?> reference(
      String name, ModelConverterContext context, Definition definition) {
    if (!context.getDefinedModels().containsKey(name)) {
      // Registered before it is created, because a type may contain itself.
      context.defineModel(name, new Schema<>(SpecVersion.V31));
      context.defineModel(name, definition.get().name(name));
    }
    return new Schema<>(SpecVersion.V31).$ref(REF + name);
  }

  private Schema<?> root(Class<?> root, ModelConverterContext context) {
    Schema<?> schema = new Schema<>(SpecVersion.V31);
    Discriminator discriminator = new Discriminator().propertyName("type");
    JsonTypes.leaves(root)
        .forEach((type, leaf) -> {
          schema.addOneOfItem(known(ResolvableType.forClass(leaf), context));
          discriminator.mapping(type, REF + name(ResolvableType.forClass(leaf)));
        });
    return schema.discriminator(discriminator);
  }

  private Schema<?> record(ResolvableType type, ModelConverterContext context) {
    Class<?> raw = type.resolve(Object.class);
    Schema<?> schema = typed("object");
    describe(schema, raw.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class));
    if (JsonTypes.rootOf(raw) != null) {
      String name = JsonTypes.kebab(raw.getSimpleName());
      Schema<Object> constant = string(null, name);
      constant.setConst(name);
      constant.addEnumItemObject(name);
      schema.addProperty("type", constant);
      schema.addRequiredItem("type");
    }
    JsonNode members = defaults.of(raw);
    Map<String, String> described = descriptions.getOrDefault(raw, Map.of());
    for (RecordComponent component : raw.getRecordComponents()) {
      boolean nullable = nullable(component.getAnnotatedType());
      ResolvableType memberType = ResolvableType.forType(component.getGenericType(), type);
      Schema<?> member = member(memberType, component.getAnnotatedType(), context);
      describe(
          member,
          component.getAccessor().getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class));
      String name = RecordShape.name(component);
      String description = described.get(name);
      if (description != null) member.setDescription(description);
      JsonNode otherwise = members == null ? null : members.get(name);
      if (otherwise != null && otherwise.isObject()) {
        // Client generators write defaults of sealed types as code that does not compile.
        member.setDescription("default: `" + otherwise + "`");
      } else if (otherwise != null) {
        member.setDefault(mapper.treeToValue(otherwise, Object.class));
      } else if (!nullable && !leftOutIfEmpty(component) && !partial.contains(raw)) {
        schema.addRequiredItem(name);
      }
      schema.addProperty(name, member);
    }
    schema.setAdditionalProperties(raw.isAnnotationPresent(Extensible.class));
    return schema;
  }

  private static boolean leftOutIfEmpty(RecordComponent component) {
    JsonInclude include = component.getAccessor().getAnnotation(JsonInclude.class);
    return include != null && include.value() == JsonInclude.Include.NON_EMPTY;
  }

  private Schema<?> member(
      ResolvableType type,
      java.lang.reflect.AnnotatedType annotated,
      ModelConverterContext context) {
    Schema<?> schema = plain(type, annotated, context);
    if (!nullable(annotated)) return schema;
    if (schema.get$ref() != null)
      return new Schema<>(SpecVersion.V31).addOneOfItem(schema).addOneOfItem(typed("null"));
    if (schema.getTypes() != null) schema.addType("null");
    return schema;
  }

  private Schema<?> plain(
      ResolvableType type,
      java.lang.reflect.AnnotatedType annotated,
      ModelConverterContext context) {
    Class<?> raw = type.resolve(Object.class);
    if (raw == Object.class) return new Schema<>(SpecVersion.V31);
    if (raw == String.class) return string(null, null);
    if (raw == int.class || raw == Integer.class) return typed("integer").format("int32");
    if (raw == long.class || raw == Long.class) return typed("integer").format("int64");
    if (raw == boolean.class || raw == Boolean.class) return typed("boolean");
    if (raw == double.class || raw == Double.class) {
      Schema<Object> number = typed("number").format("double");
      return annotated.isAnnotationPresent(OrMissing.class)
          ? number.types(new LinkedHashSet<>(List.of("number", "null")))
          : number;
    }
    if (raw.isArray()) {
      java.lang.reflect.AnnotatedType item =
          annotated instanceof java.lang.reflect.AnnotatedArrayType array
              ? array.getAnnotatedGenericComponentType()
              : annotated;
      return typed("array").items(plain(type.getComponentType(), item, context));
    }
    if (raw == List.class || raw == Iterable.class) {
      java.lang.reflect.AnnotatedType item =
          annotated instanceof java.lang.reflect.AnnotatedParameterizedType generic
              ? generic.getAnnotatedActualTypeArguments()[0]
              : annotated;
      return typed("array").items(member(type.getGeneric(0), item, context));
    }
    if (Map.class.isAssignableFrom(raw)) {
      java.lang.reflect.AnnotatedType value =
          annotated instanceof java.lang.reflect.AnnotatedParameterizedType generic
              ? generic.getAnnotatedActualTypeArguments()[1]
              : annotated;
      Schema<?> schema = typed("object");
      schema.setAdditionalProperties(member(type.getGeneric(1), value, context));
      return schema;
    }
    Schema<?> known = known(type, context);
    return known == null
        ? context.resolve(new AnnotatedType(type.getType()).resolveAsRef(true))
        : known;
  }

  private static boolean nullable(java.lang.reflect.AnnotatedType type) {
    return type.isAnnotationPresent(Nullable.class);
  }

  /// Name of a schema: a leaf has its own name, a nested record also that of the enclosing one, a generic
  /// record that of its argument.
  private static String name(ResolvableType type) {
    Class<?> raw = type.resolve(Object.class);
    var named = raw.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
    StringBuilder name = new StringBuilder();
    if (named != null && !named.name().isEmpty()) {
      name.append(named.name());
    } else {
      Class<?> around = raw.getEnclosingClass();
      if (around != null && around.isRecord()) name.append(name(ResolvableType.forClass(around)));
      name.append(raw.getSimpleName());
    }
    for (ResolvableType argument : type.getGenerics()) name.append(name(argument));
    return name.toString();
  }

  private void describe(
      Schema<?> schema, io.swagger.v3.oas.annotations.media.@Nullable Schema annotation) {
    if (annotation == null) return;
    if (!annotation.description().isEmpty()) schema.setDescription(annotation.description());
    if (!annotation.example().isEmpty()) schema.setExample(example(schema, annotation.example()));
  }

  /// The example of an annotation as a value of the type of the schema.
  private Object example(Schema<?> schema, String text) {
    boolean string = schema.getTypes() != null && schema.getTypes().contains("string");
    return string ? text : mapper.readValue(text, Object.class);
  }

  private static Schema<Object> string(@Nullable String format, @Nullable String example) {
    Schema<Object> schema = typed("string");
    if (format != null) schema.setFormat(format);
    if (example != null) schema.setExample(example);
    return schema;
  }

  private static Schema<Object> typed(String type) {
    Schema<Object> schema = new Schema<>(SpecVersion.V31);
    schema.addType(type);
    return schema;
  }
}
