package dev.rondo.commandline;

import dev.rondo.commandline.remote.RemoteService;
import dev.rondo.commandline.result.ForecastOutcome;
import dev.rondo.forecasting.auto.AutoRequest;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.reading.Reading;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Trains an automatic model on a table and forecasts its series.
@Command(
    name = "forecast",
    description = "Train on a table and forecast its series.",
    footer = {"", "Example: rondo forecast load.csv --horizon 24 --plot load.svg"})
final class ForecastCommand implements Callable<Integer> {
  /// A person waits for the answer.
  private static final Duration USUAL_DURATION = Duration.ofSeconds(20);

  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "table as delimited text; - is standard input")
  String file = "";

  @Mixin TrainingArguments training = new TrainingArguments();
  @Mixin PredictionArguments prediction = new PredictionArguments();
  @Mixin TableArguments table = new TableArguments();
  @Mixin ResultArguments result = new ResultArguments();
  @Mixin ServiceArguments service = new ServiceArguments();

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "keep the trained model in a file, for predict and import")
  @Nullable Path save;

  ForecastCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    result.check(terminal);
    AutoRequest request = training.request(USUAL_DURATION);
    ForecastOutcome outcome = service.given() ? remote(request) : local(request);
    result.write(outcome, terminal);
    return ExitCode.OK;
  }

  private ForecastOutcome remote(AutoRequest request) {
    RemoteTable input = RemoteTable.of(file, terminal);
    String name = input.input().name();
    Pasts pasts = Pasts.of(input, table);
    try (RemoteService remote = service.open();
        ProgressLine progress = new ProgressLine(terminal, result.quiet)) {
      String dataset = input.upload(remote, table);
      JsonNode model = RemoteForecasts.train(remote, dataset, name, request, progress);
      if (save != null) ModelStore.download(remote, model.path("id").asString(), save, terminal);
      return new RemoteForecasts(remote, prediction).ofDataset(model, dataset, pasts, name);
    }
  }

  private ForecastOutcome local(AutoRequest request) {
    InputTable input = new InputTable(file, terminal.in());
    Reading reading = input.read(table.options());
    Model model;
    try (ProgressLine progress = new ProgressLine(terminal, result.quiet)) {
      model = LocalTraining.train(reading.dataset(), request, progress);
    }
    if (save != null) ModelStore.write(model, save, terminal);
    return LocalForecasts.of(input.name(), reading, model, null, prediction);
  }
}
