package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/// `docs/configuration.md` lists every setting of the service, with its default.
class ConfigurationReferenceTest {
  /// Settings that are read before the classes with settings are filled.
  private static final List<String> READ_EARLY = List.of("rondo.telemetry.endpoint");

  /// A row of a table: the names of settings with the same meaning, and their default.
  private static final Pattern ROW =
      Pattern.compile("^\\| `(rondo\\.[a-z.-]+)` \\| ([^|]*) \\|", Pattern.MULTILINE);

  @Test
  void thePageListsEverySetting() throws IOException, ClassNotFoundException {
    Map<String, String> listed = new TreeMap<>();
    ROW.matcher(Files.readString(Path.of("docs", "configuration.md")))
        .results()
        .forEach(row -> listed.put(row.group(1), row.group(2)));
    Map<String, String> settings = settings();
    assertThat(listed.keySet()).containsExactlyInAnyOrderElementsOf(settings.keySet());
    settings.forEach((name, value) -> {
      if (!value.isEmpty()) assertThat(listed.get(name)).as(name).isEqualTo("`" + value + "`");
    });
  }

  /// Default of each setting by its name, empty if it is not a constant.
  private static Map<String, String> settings() throws ClassNotFoundException {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    Map<String, String> settings = new TreeMap<>();
    for (var candidate : scanner.findCandidateComponents("dev.rondo")) {
      Class<?> type = Class.forName(candidate.getBeanClassName());
      String prefix = type.getAnnotation(ConfigurationProperties.class).value();
      collect(ConfigurationPropertyName.of(prefix), type, settings);
    }
    READ_EARLY.forEach(name -> settings.put(name, ""));
    return settings;
  }

  private static void collect(
      ConfigurationPropertyName prefix, Class<?> type, Map<String, String> settings) {
    // The annotation stands on the parameters of the constructor.
    var parameters = type.getDeclaredConstructors()[0].getParameters();
    for (RecordComponent component : type.getRecordComponents()) {
      ConfigurationPropertyName name = prefix.append(kebab(component.getName()));
      if (component.getType().isRecord()) collect(name, component.getType(), settings);
      else settings.put(name.toString(), initial(parameters, component.getName()));
    }
  }

  private static String initial(java.lang.reflect.Parameter[] parameters, String name) {
    for (var parameter : parameters) {
      DefaultValue value = parameter.getAnnotation(DefaultValue.class);
      if (parameter.getName().equals(name) && value != null) return String.join(",", value.value());
    }
    return "";
  }

  private static String kebab(String name) {
    return Objects.requireNonNull(name)
        .replaceAll("([A-Z])", "-$1")
        .toLowerCase(java.util.Locale.ROOT);
  }
}
