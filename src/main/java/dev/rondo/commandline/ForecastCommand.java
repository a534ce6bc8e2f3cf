package dev.rondo.commandline;

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
    ForecastOutcome outcome = local(request);
    result.write(outcome, terminal);
    return ExitCode.OK;
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
