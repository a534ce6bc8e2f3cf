package dev.rondo.commandline;

import dev.rondo.commandline.remote.RemoteService;
import dev.rondo.commandline.result.ForecastOutcome;
import dev.rondo.forecasting.forecast.SeriesHistories;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.reading.Reading;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Forecasts the series of a table with a trained model.
@Command(
    name = "predict",
    description = "Forecast the series of a table with a trained model.",
    footer = {"", "Example: rondo predict load.rondo newer.csv --csv"})
final class PredictCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "model file; with --server an id, an alias or latest")
  String modelName = "";

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "table with the columns of the training; - is standard input")
  String file = "";

  @Option(
      names = "--horizon",
      paramLabel = "STEPS",
      description = "steps ahead; default: those of the training")
  @Nullable Integer horizon;

  @Mixin PredictionArguments prediction = new PredictionArguments();
  @Mixin TableArguments table = new TableArguments();
  @Mixin ResultArguments result = new ResultArguments();
  @Mixin ServiceArguments service = new ServiceArguments();

  PredictCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    result.check(terminal);
    ForecastOutcome outcome = service.given() ? remote() : local();
    result.write(outcome, terminal);
    return ExitCode.OK;
  }

  private ForecastOutcome remote() {
    RemoteTable input = RemoteTable.of(file, terminal);
    try (RemoteService remote = service.open()) {
      JsonNode model = remote.get("/models/" + RemoteService.segment(modelName));
      RemoteForecasts forecasts = new RemoteForecasts(remote, prediction);
      return forecasts.ofRows(model, input, table, horizon, Pasts.of(input, table));
    }
  }

  private ForecastOutcome local() {
    Model model = ModelStore.read(modelName, terminal);
    InputTable input = new InputTable(file, terminal.in());
    Reading reading =
        input.read(table.options().or(new SeriesHistories(model.description()).readingOptions()));
    return LocalForecasts.of(input.name(), reading, model, horizon, prediction);
  }
}
