package dev.rondo.forecasting.document;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.module.SimpleModule;

/// Refuses a record if a component that is not `@Nullable` is missing or null.
final class CompleteRecords extends SimpleModule {
  private static final long serialVersionUID = 1;

  CompleteRecords() {
    super("rondo-complete-records");
  }

  @Override
  public void setupModule(SetupContext context) {
    super.setupModule(context);
    context.insertAnnotationIntrospector(new Required());
  }

  private static final class Required extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
      return required(member) ? true : null;
    }

    @Override
    public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated member) {
      return required(member)
          ? JsonSetter.Value.forValueNulls(Nulls.FAIL)
          : JsonSetter.Value.empty();
    }

    private static boolean required(Annotated member) {
      if (!(member instanceof AnnotatedParameter parameter)
          || !(parameter.getOwner().getAnnotated() instanceof Constructor<?> constructor)
          || !constructor.getDeclaringClass().isRecord()) return false;
      AnnotatedType type = constructor.getAnnotatedParameterTypes()[parameter.getIndex()];
      return !type.isAnnotationPresent(Nullable.class);
    }
  }
}
