package dev.rondo.commandline;

import dev.rondo.commandline.plot.ForecastPlot;
import dev.rondo.commandline.result.ForecastCsv;
import dev.rondo.commandline.result.ForecastDocument;
import dev.rondo.commandline.result.ForecastOutcome;
import dev.rondo.commandline.result.ForecastTable;
import dev.rondo.commandline.result.Json;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Where forecasts go, and in which form.
final class ResultArguments {
  @Spec(Spec.Target.MIXEE)
  @Nullable CommandSpec command;

  /// At most one form for standard output; without one, a table for people.
  static final class Form {
    @Option(names = "--csv", description = "print CSV")
    boolean csv;

    @Option(names = "--json", description = "print JSON")
    boolean json;
  }

  @ArgGroup Form form = new Form();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "write to a file, as CSV or JSON by its ending")
  @Nullable Path output;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "draw history, forecast and intervals into a file .svg or .png")
  @Nullable Path plot;

  @Option(
      names = {"-q", "--quiet"},
      description = "print no progress and no notes; with --output, print nothing")
  boolean quiet;

  /// Refuses endings that no writer has, before the work begins. Throws [ParameterException].
  void check(Terminal terminal) {
    if (output != null) {
      String ending = new OutputFile(output, terminal).ending();
      if (!ending.equals("csv") && !ending.equals("json") && !ending.isEmpty())
        throw wrong("--output must end with .csv or .json, was '%s'".formatted(output));
    }
    if (plot != null) {
      String ending = new OutputFile(plot, terminal).ending();
      if (!ending.equals("svg") && !ending.equals("png"))
        throw wrong("--plot must end with .svg or .png, was '%s'".formatted(plot));
    }
  }

  private ParameterException wrong(String detail) {
    return new ParameterException(Objects.requireNonNull(command).commandLine(), detail);
  }

  /// Throws [CommandFailure] if a file cannot be written.
  void write(ForecastOutcome outcome, Terminal terminal) {
    if (!quiet)
      for (String warning : outcome.warnings()) terminal.err().println("note: " + warning);
    if (output != null) writeFile(new OutputFile(output, terminal), outcome);
    if (plot != null) {
      OutputFile file = new OutputFile(plot, terminal);
      file.write(out -> ForecastPlot.of(outcome).write(file.ending(), out));
    }
    boolean standardOutput = output == null || !quiet && !output.toString().equals("-");
    if (standardOutput) print(outcome, terminal);
  }

  private void writeFile(OutputFile file, ForecastOutcome outcome) {
    boolean json = file.ending().equals("json") || file.ending().isEmpty() && form.json;
    if (json) file.write(out -> Json.write(ForecastDocument.of(outcome), out));
    else file.write(out -> ForecastCsv.write(outcome, out));
  }

  private void print(ForecastOutcome outcome, Terminal terminal) {
    PrintStream out = terminal.out();
    new OutputFile(Path.of(InputTable.STANDARD_INPUT), terminal)
        .write(stream -> {
          if (form.csv) ForecastCsv.write(outcome, stream);
          else if (form.json) Json.write(ForecastDocument.of(outcome), stream);
          else ForecastTable.print(outcome, out);
        });
  }
}
