package dev.rondo.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rondo.engine.cell.Activation;
import dev.rondo.engine.cell.Cell;
import dev.rondo.engine.cell.Gru;
import dev.rondo.engine.cell.SimpleRnn;
import dev.rondo.engine.training.GradientClipping;
import dev.rondo.engine.training.LearningRate;
import dev.rondo.engine.training.Optimizer;
import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.window.Split;
import dev.rondo.forecasting.window.WindowSpec;
import dev.rondo.server.memory.MemoryBudget;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

class RecordBinderTest {
  record Request(
      String name,
      long seed,
      WindowSpec window,
      Cell cell,
      Optimizer optimizer,
      @Nullable GradientClipping clipping,
      Split split,
      @Nullable Frequency frequency,
      @Nullable ZoneId zone,
      List<@Nullable Double> values) {}

  private static final Default DEFAULT =
      Default.of(
          Request.class,
          Map.of(
              "seed", 42,
              "window", new WindowSpec(50, 1, 1),
              "cell", new SimpleRnn(Activation.RELU),
              "optimizer", new Optimizer.Adam(new LearningRate.Constant(0.5, 3), 0.8, 0.9, 1e-3),
              "clipping", new GradientClipping(1),
              "split", new Split.ByTime(0.6, 0.2, 0.2, null, null),
              "values", List.of()));

  private final JsonMapper mapper =
      JsonMapper.builder()
          .addModule(JsonTypes.module())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();
  private final RecordBinder binder =
      new RecordBinder(
          mapper,
          new Defaults(mapper, List.of(DEFAULT)),
          new MemoryBudget(1 << 30).open("the request"));

  private Request bind(String json) {
    return binder.bind(
        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), Request.class);
  }

  private List<Fault> faults(String json) {
    return catchThrowableOfType(BadRequestException.class, () -> bind(json)).faults();
  }

  @Test
  void whatIsLeftOutIsDefault() {
    Request request = bind("{'name': 'n'}".replace('\'', '"'));
    assertThat(request.window()).isEqualTo(new WindowSpec(50, 1, 1));
    assertThat(request.cell()).isEqualTo(new SimpleRnn(Activation.RELU));
    assertThat(request.optimizer())
        .isEqualTo(new Optimizer.Adam(new LearningRate.Constant(0.5, 3), 0.8, 0.9, 1e-3));
    assertThat(request.clipping()).isEqualTo(new GradientClipping(1));
    assertThat(request.seed()).isEqualTo(42);
    assertThat(request.frequency()).isNull();
  }

  @Test
  void partsAreMergedWithTheDefaultOfTheirType() {
    Request request =
        bind(
            """
            {"name": "n", "window": {"lookback": 7}, "cell": {"type": "gru"}, "clipping": null,
             "optimizer": {"learningRate": {"type": "cosine", "rate": 0.25}}, "frequency": "PT1H", "zone": "Europe/Berlin",
             "split": {"type": "by-time", "validationStart": "2026-01-01", "testStart": "2026-02-01"}, "values": [1, null, 2.5]}\
            """);
    assertThat(request.window()).isEqualTo(new WindowSpec(7, 1, 1));
    assertThat(request.cell()).isEqualTo(new Gru());
    assertThat(request.clipping()).isNull();
    assertThat(request.optimizer())
        .isEqualTo(new Optimizer.Adam(new LearningRate.Cosine(0.25, 0, 0), 0.8, 0.9, 1e-3));
    assertThat(request.split())
        .isEqualTo(new Split.ByTime(null, null, null, "2026-01-01", "2026-02-01"));
    assertThat(request.values()).containsExactly(1.0, null, 2.5);
    assertThat(request.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
  }

  @Test
  void anotherTypeTakesItsOwnDefaults() {
    assertThat(bind("{\"name\": \"n\", \"optimizer\": {\"type\": \"sgd\"}}").optimizer())
        .isEqualTo(new Optimizer.Sgd(new LearningRate.Constant(0.01, 0), 0.9));
  }

  @Test
  void tellsEveryFaultAtOnce() {
    List<Fault> faults =
        faults(
            """
            {"seed": "x", "window": {"lookback": 0}, "cell": {"type": "lstn"}, "optimizer": {"type": "adam", "beta3": 1},
             "split": 3, "values": ["a", true], "a/b": 1}\
            """);
    assertThat(faults)
        .extracting(Fault::pointer)
        .containsExactlyInAnyOrder(
            "/a~1b",
            "/name",
            "/seed",
            "/window/lookback",
            "/cell/type",
            "/optimizer/beta3",
            "/split",
            "/values/0",
            "/values/1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"name\": 1}|/name",
        "{\"name\": null}|/name",
        "{\"name\": \"n\", \"seed\": 9223372036854775808}|/seed",
        "{\"name\": \"n\", \"seed\": 1.0}|/seed",
        "{\"name\": \"n\", \"window\": {\"stride\": 2147483648}}|/window/stride",
        "{\"name\": \"n\", \"clipping\": {\"maxNorm\": 1e999}}|/clipping/maxNorm",
        "{\"name\": \"n\", \"clipping\": {\"maxNorm\": NaN}}|/clipping/maxNorm",
        "{\"name\": \"n\", \"clipping\": {\"maxNorm\": \"1\"}}|/clipping/maxNorm",
        "{\"name\": \"n\", \"clipping\": {\"maxNorm\": -1}}|/clipping/maxNorm",
        "{\"name\": \"n\", \"clipping\": {}}|",
        "{\"name\": \"n\", \"name\": \"m\"}|/name",
        "{\"name\": \"a\\u0000b\"}|/name",
        "{\"name\": \"n\", \"frequency\": \"hourly\"}|/frequency",
        "{\"name\": \"n\", \"zone\": \"Mars/Base\"}|/zone",
        "{\"name\": \"n\"} 1|``",
        "[]|``",
        "3|``",
        "{\"name\": |/name",
      })
  void pointsAtTheFault(String json, @Nullable String pointer) {
    if (pointer == null) {
      assertThat(bind(json).clipping()).isEqualTo(new GradientClipping(1));
    } else {
      assertThat(faults(json)).extracting(Fault::pointer).containsExactly(pointer);
    }
  }

  @Test
  void deepNestingIsAFaultOfTheRequest() {
    assertThat(faults("{\"name\": " + "[".repeat(100_000))).hasSize(1);
  }

  @Test
  void stateTravelsBothWaysAndNumbersThatAreNotFiniteLeaveAsNull() {
    record Out(
        Optimizer optimizer,
        List<Activation> activations,
        double nan,
        double[] values,
        Frequency frequency) {}
    Optimizer optimizer =
        new Optimizer.AdamW(new LearningRate.StepDecay(0.1, 2, 0.5, 0), 0.9, 0.99, 1e-7, 0.01);
    String json =
        mapper.writeValueAsString(
            new Out(
                optimizer,
                List.of(Activation.TANH),
                Double.NaN,
                new double[] {1, Double.POSITIVE_INFINITY},
                Frequency.parse("P1D")));
    assertThat(json)
        .contains(
            "\"type\":\"adam-w\"",
            "\"type\":\"step-decay\"",
            "[\"tanh\"]",
            "\"nan\":null",
            "[1.0,null]",
            "\"frequency\":\"P1D\"");
    assertThat(mapper.readValue(mapper.writeValueAsString(optimizer), Optimizer.class))
        .isEqualTo(optimizer);
    assertThat(mapper.readValue("\"past-covariate\"", dev.rondo.forecasting.series.Role.class))
        .isEqualTo(dev.rondo.forecasting.series.Role.PAST_COVARIATE);
  }
}
