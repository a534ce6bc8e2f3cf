package dev.rondo.commandline;

import dev.rondo.commandline.result.TableSummary;
import dev.rondo.forecasting.reading.Reading;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows how a table would be understood.
@Command(
    name = "inspect",
    description = "Show how a table would be understood: columns, frequency, gaps, repairs.",
    footer = {"", "Example: rondo inspect load.csv --time-zone Europe/Berlin"})
final class InspectCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "table as delimited text; - is standard input")
  String file = "";

  @Option(
      names = "--rows",
      paramLabel = "NUMBER",
      defaultValue = "5",
      description = "number of first rows to print; default: ${DEFAULT-VALUE}")
  int rows;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  @Mixin TableArguments table = new TableArguments();

  InspectCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    InputTable input = new InputTable(file, terminal.in());
    Reading reading = input.read(table.options());
    TableSummary summary = TableSummary.of(input.name(), reading, Math.clamp(rows, 0, 1000));
    if (json) summary.writeJson(terminal.out());
    else summary.print(terminal.out());
    terminal.out().flush();
    return ExitCode.OK;
  }
}
