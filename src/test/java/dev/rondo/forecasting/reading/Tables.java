package dev.rondo.forecasting.reading;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.forecasting.reading.ReadingOptions.Layout;
import dev.rondo.forecasting.reading.ReadingOptions.OnDuplicate;
import dev.rondo.forecasting.reading.ReadingOptions.OnGap;
import dev.rondo.forecasting.reading.Report.Finding;
import dev.rondo.forecasting.reading.Report.Kind;
import dev.rondo.forecasting.reading.UnreadableException.Fault;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.DecimalSeparator;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.series.TableColumns;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/// Reads the tables of tests and shows the results.
final class Tables {
  private Tables() {}

  static Reading read(String text) {
    return read(text, ReadingOptions.NONE);
  }

  static Reading read(String text, ReadingOptions options) {
    return read(text.getBytes(StandardCharsets.UTF_8), options);
  }

  static Reading read(byte[] bytes, ReadingOptions options) {
    try {
      return DatasetReader.csv(new ByteArrayInputStream(bytes), options);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Reading read(String text, @Nullable String frequency, @Nullable String zone) {
    return read(text, options(NamedColumns.NONE, frequency, zone));
  }

  static ReadingOptions options(
      NamedColumns columns, @Nullable String frequency, @Nullable String zone) {
    return new ReadingOptions(
        columns,
        frequency == null ? null : Frequency.parse(frequency),
        null,
        zone == null ? null : ZoneId.of(zone),
        null,
        null,
        null,
        null,
        null,
        null,
        ReadingMemory.UNLIMITED);
  }

  static ReadingOptions layout(Layout layout) {
    return ReadingOptions.NONE.with(NamedColumns.NONE, layout);
  }

  static ReadingOptions numbers(
      @Nullable DecimalSeparator decimal, @Nullable TableColumns remembered) {
    return new ReadingOptions(
        NamedColumns.NONE,
        null,
        null,
        null,
        null,
        decimal,
        null,
        null,
        remembered,
        null,
        ReadingMemory.UNLIMITED);
  }

  /// Options that name the column of times.
  static NamedColumns timeColumn(String name) {
    return new NamedColumns(name, List.of(), List.of(), List.of(), List.of(), List.of());
  }

  static List<Fault> faults(ThrowingCallable reading) {
    UnreadableException[] caught = new UnreadableException[1];
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(UnreadableException.class, e -> caught[0] = e);
    return caught[0].faults();
  }

  static Fault refusal(String text) {
    return faults(() -> read(text)).getFirst();
  }

  /// Values of the first column of the first series.
  static double[] values(Reading reading) {
    return reading.dataset().series().getFirst().values()[0];
  }

  static List<String> ids(Dataset dataset) {
    return dataset.series().stream().map(Series::id).toList();
  }

  /// Frequency, first and last time of the first series.
  static String span(Reading reading) {
    Dataset dataset = reading.dataset();
    Series series = dataset.series().getFirst();
    return "%s %s %s"
        .formatted(
            dataset.frequency(),
            dataset.axis().text(series.start()),
            dataset.axis().text(dataset.axis().plus(series.start(), series.steps() - 1L)));
  }

  static List<Finding> findings(Reading reading, String subject) {
    return reading.report().findings().stream()
        .filter(one -> one.subject().equals(subject))
        .toList();
  }

  static List<Finding> warnings(Reading reading) {
    return reading.report().findings().stream().filter(one -> one.kind() == Kind.WARNING).toList();
  }

  static ReadingOptions repairs(
      @Nullable String zone, @Nullable OnDuplicate onDuplicate, @Nullable OnGap onGap) {
    return new ReadingOptions(
        NamedColumns.NONE,
        null,
        null,
        zone == null ? null : ZoneId.of(zone),
        null,
        null,
        onDuplicate,
        onGap,
        null,
        null,
        ReadingMemory.UNLIMITED);
  }

  static String start(Reading reading) {
    return reading.dataset().axis().text(reading.dataset().series().getFirst().start());
  }

  static Finding finding(Reading reading, String subject) {
    return findings(reading, subject).getFirst();
  }

  /// A table with the values 1, 2, 3 and so on, one for each time.
  static String column(String... times) {
    return "time,y\n"
        + IntStream.range(0, times.length)
            .mapToObj(i -> times[i] + "," + (i + 1))
            .collect(Collectors.joining("\n"));
  }
}
