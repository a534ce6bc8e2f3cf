package dev.rondo.server.dataset;

import dev.rondo.forecasting.reading.NamedColumns;
import dev.rondo.forecasting.reading.Reading;
import dev.rondo.forecasting.reading.ReadingOptions;
import dev.rondo.forecasting.reading.UnreadableException;
import dev.rondo.forecasting.series.DecimalSeparator;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.server.ServerSettings;
import dev.rondo.server.memory.BeyondMemoryException;
import dev.rondo.server.memory.MemoryBudget;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.TooLargeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/// Reads arbitrary bytes as an upload: the first byte chooses the options, the rest is the body. An upload is read or refused with
/// one of the exceptions that have a problem type, within a small memory budget that is given back.
final class FuzzedUpload {
  private static final long MEMORY = 32 << 20;

  private static final ServerSettings SETTINGS =
      new ServerSettings(
          Path.of("."),
          "127.0.0.1",
          List.of(),
          List.of(),
          1,
          new ServerSettings.Limits(DataSize.ofMegabytes(1), DataSize.ofMegabytes(4), null, null),
          null,
          null,
          new ServerSettings.Streams(null));

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(1_000_000)
                          .maxNameLength(10_000)
                          .maxNestingDepth(200)
                          .build())
                  .build())
          .build();

  private FuzzedUpload() {}

  static void read(UploadFormat format, byte[] data) {
    if (data.length == 0) return;
    byte[] body = Arrays.copyOfRange(data, 1, data.length);
    MemoryBudget budget = new MemoryBudget(MEMORY);
    try (Reservation memory = budget.open("the upload")) {
      Reading reading =
          new Uploads(SETTINGS, JSON, memory)
              .read(format, new ByteArrayInputStream(body), body.length, options(data[0]));
      if (reading.dataset().series().isEmpty())
        throw new IllegalStateException("read a dataset without series");
    } catch (UnreadableException
        | BadRequestException
        | TooLargeException
        | BeyondMemoryException _) {
      // Refused with a documented problem.
    } catch (IOException e) {
      throw new IllegalStateException("refused without a problem type", e);
    }
    if (budget.reserved() != 0) throw new IllegalStateException("kept memory");
  }

  private static ReadingOptions options(byte chosen) {
    return ReadingOptions.of(
        NamedColumns.NONE,
        (chosen & 1) == 0 ? null : Frequency.parse("P1D"),
        (chosen & 2) == 0 ? null : ZoneId.of("Europe/Berlin"),
        pick(chosen >> 2 & 3, ReadingOptions.Layout.values()),
        (chosen & 16) == 0 ? null : pick(1, DecimalSeparator.values()),
        pick(chosen >> 5 & 3, ReadingOptions.OnDuplicate.values()),
        (chosen & 128) == 0 ? null : pick(1, ReadingOptions.OnGap.values()));
  }

  private static <T> @Nullable T pick(int index, T[] values) {
    return index == 0 ? null : values[index % values.length];
  }
}
