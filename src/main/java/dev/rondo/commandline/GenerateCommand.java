package dev.rondo.commandline;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.rondo.commandline.result.ForecastCsv;
import dev.rondo.commandline.result.Json;
import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.forecasting.generation.Generator;
import dev.rondo.forecasting.generation.UsualGenerators;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Series;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes synthetic series as CSV.
@Command(
    name = "generate",
    description = "Write synthetic series as CSV; equal arguments give equal values.",
    footer = {
      "",
      "Kinds: sine-waves, trend-season, random-walk, autoregressive, multivariate.",
      "Example: rondo generate trend-season --series 1 --steps 400 --set season=7"
    })
final class GenerateCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec @Nullable CommandSpec command;

  @Parameters(paramLabel = "KIND", description = "kind of series, see below")
  String kind = "";

  @Option(names = "--series", paramLabel = "NUMBER", description = "number of series")
  @Nullable Integer series;

  @Option(names = "--steps", paramLabel = "NUMBER", description = "steps of each series")
  @Nullable Integer steps;

  @Option(names = "--seed", paramLabel = "NUMBER", description = "source of all randomness")
  @Nullable Long seed;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "another member of the kind, such as noise=0.2 or coefficients=[0.5,0.2]")
  Map<String, String> members = new LinkedHashMap<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "write to a file; default: standard output")
  Path output = Path.of(InputTable.STANDARD_INPUT);

  GenerateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Generator generator = generator();
    new OutputFile(output, terminal).write(out -> write(generator.generate(), out));
    return ExitCode.OK;
  }

  private Generator generator() {
    ObjectNode description = usual();
    if (series != null) description.put("series", series);
    if (steps != null) description.put("steps", steps);
    if (seed != null) description.put("seed", seed);
    members.forEach((name, value) -> set(description, name, value));
    try {
      return Json.MAPPER.treeToValue(description, Generator.class);
    } catch (JacksonException e) {
      Throwable cause = e.getCause();
      throw wrong(
          cause instanceof IllegalArgumentException
              ? Objects.requireNonNullElse(cause.getMessage(), "")
              : e.getOriginalMessage());
    }
  }

  private ObjectNode usual() {
    Map<String, Class<?>> kinds = JsonTypes.leaves(Generator.class);
    for (Generator usual : UsualGenerators.ALL)
      if (usual.getClass() == kinds.get(kind))
        return Json.MAPPER.<ObjectNode>valueToTree(usual).put("type", kind);
    throw wrong(
        "KIND must be one of %s, was '%s'".formatted(String.join(", ", kinds.keySet()), kind));
  }

  private void set(ObjectNode description, String name, String value) {
    if (!description.has(name) || name.equals("type")) {
      List<String> known = new ArrayList<>(description.propertyNames());
      known.remove("type");
      throw wrong(
          "--set: '%s' has no member '%s'; it has %s"
              .formatted(kind, name, String.join(", ", known)));
    }
    try {
      JsonNode number = Json.MAPPER.readTree(value);
      description.set(name, number);
    } catch (JacksonException e) {
      throw wrong("--set: %s must be a number, was '%s'".formatted(name, value));
    }
  }

  private ParameterException wrong(String detail) {
    return new ParameterException(Objects.requireNonNull(command).commandLine(), detail);
  }

  private static void write(Dataset dataset, OutputStream out) throws IOException {
    BufferedWriter text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    CsvWriter csv = CsvWriter.builder().build(text);
    boolean counted = dataset.frequency().unit() == Frequency.Unit.STEP;
    List<String> header = new ArrayList<>(List.of("series", counted ? "step" : "time"));
    dataset.columns().stream().map(Column::name).forEach(header::add);
    csv.writeRecord(header);
    for (Series one : dataset.series())
      for (int t = 0; t < one.steps(); t++) {
        List<String> cells = new ArrayList<>();
        cells.add(one.id());
        cells.add(dataset.axis().text(dataset.axis().plus(one.start(), t)));
        for (double[] column : one.values()) cells.add(ForecastCsv.number(column[t]));
        csv.writeRecord(cells);
      }
    csv.flush();
    text.flush();
  }
}
