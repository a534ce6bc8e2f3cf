package dev.rondo.commandline;

import dev.rondo.commandline.remote.RemoteService;
import dev.rondo.commandline.result.TrainingSummary;
import dev.rondo.forecasting.auto.AutoRequest;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.reading.Reading;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Trains an automatic model on a table and writes it to a file.
@Command(
    name = "train",
    description = "Train on a table and write a model file.",
    footer = {"", "Example: rondo train load.csv --horizon 24 --output load.rondo"})
final class TrainCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "table as delimited text; - is standard input")
  String file = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "file of the model; - is standard output; may be left out with --server, which keeps it")
  @Nullable Path output;

  @Option(names = "--json", description = "print the summary as JSON")
  boolean json;

  @Mixin TrainingArguments training = new TrainingArguments();
  @Mixin TableArguments table = new TableArguments();
  @Mixin CommonArguments common = new CommonArguments();
  @Mixin ServiceArguments service = new ServiceArguments();

  TrainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    AutoRequest request = training.request(null);
    if (service.given()) tell(remote(request));
    else if (output != null) tell(local(request, output));
    else
      throw new ParameterException(
          training.line(), "--output is missing: where does the model go?");
    return ExitCode.OK;
  }

  private TrainingSummary local(AutoRequest request, Path modelFile) {
    InputTable input = new InputTable(file, terminal.in());
    Reading reading = input.read(table.options());
    Model model;
    try (ProgressLine progress = new ProgressLine(terminal, common.quiet)) {
      model = LocalTraining.train(reading.dataset(), request, progress);
    }
    ModelStore.write(model, modelFile, terminal);
    return TrainingSummary.of(input.name(), modelFile.toString(), model.description());
  }

  private TrainingSummary remote(AutoRequest request) {
    RemoteTable input = RemoteTable.of(file, terminal);
    String name = input.input().name();
    try (RemoteService remote = service.open();
        ProgressLine progress = new ProgressLine(terminal, common.quiet)) {
      String dataset = input.upload(remote, table);
      JsonNode model = RemoteForecasts.train(remote, dataset, name, request, progress);
      String id = model.path("id").asString();
      if (output != null) ModelStore.download(remote, id, output, terminal);
      return RemoteSummaries.of(name, model);
    }
  }

  /// The summary must not mix with a model on standard output.
  private void tell(TrainingSummary summary) {
    boolean mixed = output != null && output.toString().equals(InputTable.STANDARD_INPUT);
    PrintStream out = mixed ? terminal.err() : terminal.out();
    if (!common.quiet) summary.warnings().forEach(text -> terminal.err().println("note: " + text));
    if (json) summary.writeJson(out);
    else if (!common.quiet) summary.print(out);
    out.flush();
  }
}
