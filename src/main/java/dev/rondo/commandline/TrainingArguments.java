package dev.rondo.commandline;

import dev.rondo.forecasting.auto.AutoRequest;
import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.forecasting.holiday.HolidayRegion;
import dev.rondo.forecasting.model.ModelSpec;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What a user may say about an automatic training.
final class TrainingArguments {
  @Spec(Spec.Target.MIXEE)
  @Nullable CommandSpec command;

  @Option(
      names = "--horizon",
      paramLabel = "STEPS",
      description = "steps ahead; default: what suits the data")
  @Nullable Integer horizon;

  @Option(
      names = "--max-duration",
      paramLabel = "TIME",
      description = "longest duration of the training, such as 30s, 2m or PT30S")
  @Nullable Duration maxDuration;

  @Option(
      names = "--season",
      paramLabel = "STEPS",
      description = "steps of the season; default: found in the data")
  @Nullable Integer season;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "source of all randomness; default: 42")
  @Nullable Long seed;

  @Option(
      names = "--holidays",
      paramLabel = "COUNTRY[-REGION]",
      description = "whose public holidays may have an effect, such as AU-VIC")
  @Nullable String holidays;

  /// Throws [ParameterException] if an argument is out of its range.
  ///
  /// @param usual longest duration if none is given; null for that of the service
  AutoRequest request(@Nullable Duration usual) {
    try {
      return new AutoRequest(
          horizon,
          maxDuration == null ? usual : maxDuration,
          season,
          seed == null ? ModelSpec.USUAL.seed() : seed,
          null,
          holidays == null ? null : region(holidays));
    } catch (IllegalArgumentException e) {
      throw wrong(line(), e);
    }
  }

  CommandLine line() {
    return Objects.requireNonNull(command).commandLine();
  }

  /// A refused argument as the option that has it.
  static ParameterException wrong(CommandLine line, IllegalArgumentException e) {
    String detail = Objects.requireNonNullElse(e.getMessage(), "");
    String name = detail.split(" ", 2)[0];
    String option = name.equals("country") || name.equals("region") ? "holidays" : name;
    return new ParameterException(
        line,
        "--%s%s%s"
            .formatted(
                JsonTypes.kebab(option),
                option.equals(name) ? "" : ": " + name,
                detail.substring(name.length())));
  }

  private static HolidayRegion region(String text) {
    String[] parts = text.split("-", 2);
    return new HolidayRegion(parts[0], parts.length == 2 ? parts[1] : null);
  }
}
