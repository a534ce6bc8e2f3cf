package dev.rondo.forecasting.document;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.rondo.forecasting.series.Frequency;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/// Writes and reads the types of [JsonTypes]; numbers that are not finite are written as null.
final class JsonTypesModule extends SimpleModule {
  private static final long serialVersionUID = 1;

  JsonTypesModule() {
    super("rondo-types");
    for (Class<?> root : JsonTypes.ROOTS) {
      setMixInAnnotation(root, Typed.class);
      JsonTypes.leaves(root).forEach((name, leaf) -> registerSubtypes(new NamedType(leaf, name)));
    }
    addSerializer(Double.class, new FiniteDouble());
    addSerializer(Double.TYPE, new FiniteDouble());
    addSerializer(Float.class, new FiniteFloat());
    addSerializer(Float.TYPE, new FiniteFloat());
    addSerializer(double[].class, new FiniteDoubles());
    addSerializer(float[].class, new FiniteFloats());
    addSerializer(Frequency.class, new FrequencyText());
    addDeserializer(Frequency.class, new FrequencyReader());
  }

  @Override
  public void setupModule(SetupContext context) {
    super.setupModule(context);
    context.insertAnnotationIntrospector(new KebabEnums());
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  private interface Typed {}

  /// Names the constants of the enums of this project; other enums keep their names.
  private static final class KebabEnums extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public String[] findEnumValues(
        MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, String[] names) {
      if (type.getRawType().getName().startsWith("dev.rondo.")) {
        for (int i = 0; i < constants.length; i++) names[i] = JsonTypes.kebab(constants[i].name());
      }
      return names;
    }
  }

  private static final class FiniteDouble extends StdScalarSerializer<Double> {
    FiniteDouble() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator generator, SerializationContext context) {
      write(value, generator);
    }
  }

  private static final class FiniteFloat extends StdScalarSerializer<Float> {
    FiniteFloat() {
      super(Float.class);
    }

    @Override
    public void serialize(Float value, JsonGenerator generator, SerializationContext context) {
      write(value, generator);
    }
  }

  private static final class FiniteDoubles extends StdScalarSerializer<double[]> {
    FiniteDoubles() {
      super(double[].class);
    }

    @Override
    public void serialize(double[] values, JsonGenerator generator, SerializationContext context) {
      generator.writeStartArray(values, values.length);
      for (double value : values) write(value, generator);
      generator.writeEndArray();
    }
  }

  private static final class FiniteFloats extends StdScalarSerializer<float[]> {
    FiniteFloats() {
      super(float[].class);
    }

    @Override
    public void serialize(float[] values, JsonGenerator generator, SerializationContext context) {
      generator.writeStartArray(values, values.length);
      for (float value : values) write(value, generator);
      generator.writeEndArray();
    }
  }

  private static void write(float value, JsonGenerator generator) {
    if (Float.isFinite(value)) {
      generator.writeNumber(value);
    } else {
      generator.writeNull();
    }
  }

  private static void write(double value, JsonGenerator generator) {
    if (Double.isFinite(value)) {
      generator.writeNumber(value);
    } else {
      generator.writeNull();
    }
  }

  private static final class FrequencyText extends StdScalarSerializer<Frequency> {
    FrequencyText() {
      super(Frequency.class);
    }

    @Override
    public void serialize(Frequency value, JsonGenerator generator, SerializationContext context) {
      generator.writeString(value.toString());
    }
  }

  private static final class FrequencyReader extends StdScalarDeserializer<Frequency> {
    FrequencyReader() {
      super(Frequency.class);
    }

    @Override
    public Frequency deserialize(JsonParser parser, DeserializationContext context) {
      return Frequency.parse(parser.getString());
    }
  }
}
