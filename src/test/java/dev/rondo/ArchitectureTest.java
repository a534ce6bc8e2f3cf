package dev.rondo;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import dev.rondo.server.identity.AccessRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;

/// The rules of `docs/architecture.md`, checked on the compiled classes.
class ArchitectureTest {

  private static final String ROOT = "dev.rondo";

  private static final String DOCUMENTS = ROOT + ".forecasting.document";

  private static final JavaClasses RONDO =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  private static final DescribedPredicate<JavaClass> CONTROLLERS =
      describe(
          "controllers",
          type ->
              type.isMetaAnnotatedWith("org.springframework.stereotype.Controller")
                  || type.getSimpleName().endsWith("Controller"));

  /// Wall clocks and random sources that were not passed in. `System.nanoTime` is allowed as a stopwatch, because a measured
  /// duration decides nothing.
  private static final Map<String, Set<String>> HIDDEN =
      Map.of(
          System.class.getName(),
          Set.of("currentTimeMillis"),
          Clock.class.getName(),
          Set.of("systemUTC", "systemDefaultZone", "system", "tickMillis"),
          Math.class.getName(),
          Set.of("random"),
          UUID.class.getName(),
          Set.of("randomUUID"),
          ThreadLocalRandom.class.getName(),
          Set.of("current"),
          SecureRandom.class.getName(),
          Set.of("<init>", "getInstanceStrong"),
          "java.util.random.RandomGenerator",
          Set.of("getDefault", "of"));

  @Test
  void theEngineStandsAlone() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".engine..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".engine..", "java..", "jdk.incubator.vector..", "org.ejml..", "org.jspecify..")
        .because("the engine is arithmetic on arrays that is tested and reused without a service")
        .check(RONDO);
  }

  @Test
  void forecastingKnowsTheEngineAndNoService() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".forecasting..")
        .and()
        .resideOutsideOfPackage(DOCUMENTS)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".forecasting..",
            ROOT + ".engine..",
            "java..",
            "org.ejml..",
            "org.jspecify..",
            "de.siegmar.fastcsv..",
            "de.focus_shift.jollyday.core",
            "ch.randelshofer.fastdoubleparser..",
            "com.github.luben.zstd..")
        .because("series, windows, models and metrics are plain Java that runs in a test unaided")
        .check(RONDO);
  }

  @Test
  void forecastingNamesItsSubjectsByTypeAndNotByPointer() throws IOException {
    Pattern pointer = Pattern.compile("\"/\\w[^\"]*\"");
    Path sources = Path.of("src/main/java/dev/rondo/forecasting");
    List<String> pointers;
    try (Stream<Path> files = Files.walk(sources)) {
      pointers =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .flatMap(file -> pointer.matcher(text(file)).results())
              .map(MatchResult::group)
              .toList();
    }
    assertThat(pointers)
        .as("JSON pointers in forecasting; where a subject stands in a request, the server knows")
        .isEmpty();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void documentsKnowForecastingAndJson() {
    classes()
        .that()
        .resideInAPackage(DOCUMENTS)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".forecasting..",
            ROOT + ".engine..",
            "java..",
            "org.jspecify..",
            "tools.jackson..",
            "com.fasterxml.jackson.annotation..")
        .because("a model file is read without a service, and its description is JSON")
        .check(RONDO);
  }

  @Test
  void frameworksStayInTheServer() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".server..")
        .and()
        .doNotHaveFullyQualifiedName(Application.class.getName())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "org.springdoc..", "io.swagger..", "jakarta..")
        .because("HTTP and databases are the server's business")
        .check(RONDO);
  }

  @Test
  void jsonStaysAtTheEdges() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".server..", ROOT + ".commandline..", DOCUMENTS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson..")
        .because("series, models and metrics are plain Java")
        .check(RONDO);
  }

  @Test
  void commandsNeedNoServer() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".commandline..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".commandline..",
            ROOT + ".forecasting..",
            ROOT + ".engine..",
            "java..",
            "javax.imageio..",
            "org.jspecify..",
            "picocli..",
            "de.siegmar.fastcsv..",
            "tools.jackson..",
            "com.fasterxml.jackson.annotation..")
        .because("a command starts fast without Spring, and asks a service over HTTP")
        .check(RONDO);
  }

  @Test
  void packagesFormNoCycles() {
    slices()
        .matching(ROOT + ".(**)")
        .should()
        .beFreeOfCycles()
        .because(
            "packages that need each other are one package; kernel <- cell <- network <- training")
        .check(RONDO);
  }

  @Test
  void theEngineIsLayered() {
    String engine = ROOT + ".engine.";
    Map<String, String[]> mayNotKnow =
        Map.of(
            "kernel", new String[] {engine + "cell..", engine + "network..", engine + "training.."},
            "cell", new String[] {engine + "network..", engine + "training.."},
            "network", new String[] {engine + "training.."});
    mayNotKnow.forEach((lower, upper) ->
        noClasses()
            .that()
            .resideInAPackage(engine + lower + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(upper)
            .because("the engine is built upwards: kernel <- cell <- network <- training")
            .check(RONDO));
  }

  @Test
  void onlyVectorKernelsTouchTheVectorApi() {
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.kernel\\.Vector[A-Z]\\w*(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator.vector..")
        .because(
            "a class that names the Vector API cannot be linked when its module is left out,"
                + " and the service must then start on the scalar kernels")
        .check(RONDO);
  }

  @Test
  void controllersAreOnlyEntries() {
    classes()
        .that(CONTROLLERS)
        .should()
        .bePackagePrivate()
        .andShould()
        .onlyHaveDependentClassesThat(CONTROLLERS.or(nestedInControllers()))
        .allowEmptyShould(true)
        .because(
            "a controller parses, calls one thing and encodes; what others need belongs below it")
        .check(RONDO);
  }

  @Test
  void everyEndpointHasAnAccessRule() throws ClassNotFoundException {
    Set<String> ruled =
        AccessRules.ALL.stream()
            .map(rule -> rule.method() + " " + rule.path())
            .collect(Collectors.toSet());
    Set<String> handled = new TreeSet<>();
    for (JavaClass controller : RONDO.that(CONTROLLERS)) {
      Class<?> type = Class.forName(controller.getName());
      for (Method method : type.getDeclaredMethods()) handled.addAll(endpoints(type, method));
    }
    assertThat(handled).hasSizeGreaterThan(50);
    assertThat(handled)
        .as("endpoints without a line in the table of AccessRules; add one with the least role")
        .isSubsetOf(ruled);
  }

  /// The endpoints of a method of a controller, as method and path; those that have no method answer errors.
  private static List<String> endpoints(Class<?> controller, Method method) {
    RequestMapping mapping =
        AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
    if (mapping == null) return List.of();
    RequestMapping of =
        AnnotatedElementUtils.findMergedAnnotation(controller, RequestMapping.class);
    List<String> roots = of == null || of.path().length == 0 ? List.of("") : List.of(of.path());
    List<String> paths = mapping.path().length == 0 ? List.of("") : List.of(mapping.path());
    return Stream.of(mapping.method())
        .flatMap(verb ->
            roots.stream()
                .flatMap(root -> paths.stream().map(path -> verb.name() + " " + root + path)))
        .toList();
  }

  @Test
  void namesSayWhatATypeIs() {
    classes()
        .should()
        .haveNameNotMatching(".*(Impl|Utils?|Helper|Manager|Dto)(\\$.*)?")
        .because("such a name tells that the concept is not found yet")
        .check(RONDO);
  }

  @Test
  void oneNameMeansOneType() {
    Map<String, List<String>> byName =
        RONDO.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .collect(groupingBy(JavaClass::getSimpleName, mapping(JavaClass::getName, toList())));
    byName.values().removeIf(types -> types.size() == 1);
    assertThat(byName)
        .as("types of one simple name in different packages; whoever reads the name must guess")
        .isEmpty();
  }

  @Test
  void packagesAreNullMarked() {
    classes()
        .should(resideInANullMarkedPackage())
        .because("absence is said with @Nullable, everything else is there")
        .check(RONDO);
  }

  @Test
  void timeAndChanceArePassedIn() {
    noClasses()
        .that()
        .areNotAnnotatedWith("org.springframework.context.annotation.Configuration")
        .should()
        .callCodeUnitWhere(describe("takes time or chance from nowhere", ArchitectureTest::hidden))
        .because(
            "the same seed and clock give the same run: take a Clock or a RandomGenerator as an"
                + " argument; only a configuration makes them")
        .check(RONDO);
  }

  private static boolean hidden(JavaCall<?> call) {
    CodeUnitCallTarget target = call.getTarget();
    String owner = target.getOwner().getName();
    boolean now =
        target.getName().equals("now")
            && owner.startsWith("java.time.")
            && target.getRawParameterTypes().stream()
                .noneMatch(type -> type.isEquivalentTo(Clock.class));
    boolean unseeded =
        target.getName().equals("<init>")
            && target.getRawParameterTypes().isEmpty()
            && (owner.equals(Random.class.getName()) || owner.equals("java.util.SplittableRandom"));
    return now || unseeded || HIDDEN.getOrDefault(owner, Set.of()).contains(target.getName());
  }

  private static DescribedPredicate<JavaClass> nestedInControllers() {
    return describe(
        "nested in controllers", type -> type.getEnclosingClass().filter(CONTROLLERS).isPresent());
  }

  private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
    return new ArchCondition<>("reside in a @NullMarked package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
          events.add(
              violated(
                  type,
                  type.getName()
                      + ": add a package-info.java with @NullMarked to "
                      + type.getPackageName()));
        }
      }
    };
  }
}
