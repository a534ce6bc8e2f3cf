package dev.rondo.commandline;

import dev.rondo.forecasting.series.Frequency;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// The program with its commands.
@Command(
    name = "rondo",
    versionProvider = Rondo.Version.class,
    description = "Forecasts time series. Without a command, the service starts.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong arguments, 3 a file cannot be read or",
      "understood, 4 the data do not allow it, 5 the service refused, 130 interrupted."
    })
public final class Rondo implements Runnable {
  private static final Pattern SHORT_DURATION = Pattern.compile("(\\d+)(ms|s|m|h)");

  @Spec @Nullable CommandSpec command;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "print this help")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "print the version")
  boolean version;

  private Rondo() {}

  /// Runs a command in this process and returns its exit code, see [ExitCode].
  ///
  /// @param further more commands, objects with the annotations of picocli
  public static int run(List<Object> further, String... arguments) {
    quieten();
    return run(Terminal.system(), further, arguments);
  }

  /// As [#run(List, String...)], with other streams.
  static int run(Terminal terminal, List<Object> further, String... arguments) {
    int exitCode;
    try {
      exitCode = commandLine(terminal, further).execute(arguments);
    } catch (OutOfMemoryError _) {
      terminal.err().println("rondo: there is not enough memory; java -Xmx8g ... gives more");
      exitCode = ExitCode.FAILED;
    }
    terminal.out().flush();
    return exitCode;
  }

  /// Libraries must not write into results.
  private static void quieten() {
    Logger.getLogger("").setLevel(Level.WARNING);
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
  }

  /// The program with all its commands. To add one, add a line.
  static CommandLine commandLine(Terminal terminal, List<Object> further) {
    CommandLine line = new CommandLine(new Rondo());
    line.addSubcommand(new ServeCommand());
    line.addSubcommand(new ForecastCommand(terminal));
    line.addSubcommand(new TrainCommand(terminal));
    line.addSubcommand(new PredictCommand(terminal));
    line.addSubcommand(new BacktestCommand(terminal));
    line.addSubcommand(new InspectCommand(terminal));
    line.addSubcommand(new GenerateCommand(terminal));
    line.addSubcommand(new ExportCommand(terminal));
    line.addSubcommand(new ImportCommand(terminal));
    line.addSubcommand(new CompletionCommand(terminal));
    further.forEach(line::addSubcommand);
    Failures failures = new Failures();
    return line.registerConverter(Frequency.class, text -> converted(text, Frequency::parse))
        .registerConverter(Duration.class, text -> converted(text, Rondo::duration))
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false)
        .setUsageHelpAutoWidth(true)
        .setOut(writer(terminal.out()))
        .setErr(writer(terminal.err()));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private static <T> T converted(String text, Function<String, T> conversion) {
    try {
      return conversion.apply(text);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new TypeConversionException(Objects.requireNonNullElse(e.getMessage(), text));
    }
  }

  private static Duration duration(String text) {
    Matcher simple = SHORT_DURATION.matcher(text);
    if (!simple.matches()) {
      try {
        return Duration.parse(text);
      } catch (DateTimeParseException _) {
        throw new IllegalArgumentException(
            "must be a duration such as 30s, 2m or PT30S, was '%s'".formatted(text));
      }
    }
    long count = Long.parseLong(simple.group(1));
    return switch (simple.group(2).toLowerCase(Locale.ROOT)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofHours(count);
    };
  }

  /// Without a command there is nothing to do; the entry point of the jar starts the service then.
  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(command).commandLine(), "a command is missing");
  }

  /// The version of the jar; `development` if there is none.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Rondo.class.getPackage().getImplementationVersion();
      return new String[] {"rondo " + (version == null ? "development" : version)};
    }
  }
}
