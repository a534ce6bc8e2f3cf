package dev.rondo.commandline;

import dev.rondo.commandline.result.TrainingSummary;
import dev.rondo.forecasting.auto.AutoRequest;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.reading.Reading;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
      required = true,
      description = "file of the model; - is standard output")
  Path output = Path.of("");

  @Option(names = "--json", description = "print the summary as JSON")
  boolean json;

  @Mixin TrainingArguments training = new TrainingArguments();
  @Mixin TableArguments table = new TableArguments();
  @Mixin CommonArguments common = new CommonArguments();

  TrainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    AutoRequest request = training.request(null);
    InputTable input = new InputTable(file, terminal.in());
    Reading reading = input.read(table.options());
    Model model;
    try (ProgressLine progress = new ProgressLine(terminal, common.quiet)) {
      model = LocalTraining.train(reading.dataset(), request, progress);
    }
    ModelStore.write(model, output, terminal);
    tell(TrainingSummary.of(input.name(), output.toString(), model.description()));
    return ExitCode.OK;
  }

  /// The summary must not mix with a model on standard output.
  private void tell(TrainingSummary summary) {
    boolean mixed = output.toString().equals(InputTable.STANDARD_INPUT);
    PrintStream out = mixed ? terminal.err() : terminal.out();
    if (!common.quiet) summary.warnings().forEach(text -> terminal.err().println("note: " + text));
    if (json) summary.writeJson(out);
    else if (!common.quiet) summary.print(out);
    out.flush();
  }
}
