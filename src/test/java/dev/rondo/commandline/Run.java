package dev.rondo.commandline;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/// A command that has run.
///
/// @param out standard output
/// @param err standard error
public record Run(int exitCode, byte[] bytes, String out, String err) {
  /// Runs a command in this process, without standard input.
  public static Run of(String... arguments) {
    return with("", false, arguments);
  }

  /// Runs a command in this process.
  ///
  /// @param input standard input
  /// @param terminal whether standard error is a terminal
  static Run with(String input, boolean terminal, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Rondo.run(
            new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal),
            List.of(),
            arguments);
    return new Run(
        exitCode,
        out.toByteArray(),
        out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8));
  }

  /// A table of months with a season and a trend.
  public static String months(int count) {
    StringBuilder csv = new StringBuilder("month,sales\n");
    IntStream.range(0, count)
        .forEach(i ->
            csv.append(
                "%d-%02d,%.2f%n"
                    .formatted(
                        2015 + i / 12,
                        1 + i % 12,
                        100 + i + 20 * Math.sin(i * Math.PI / 6) + (i * 7 % 5))));
    return csv.toString();
  }
}
