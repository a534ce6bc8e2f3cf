package dev.rondo.commandline.result;

import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// Times for people, in the zone of their series: days without a clock time, and the offset only where it changes between them.
public final class StepTimes {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter MILLISECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

  private StepTimes() {}

  /// @param timestamps ISO 8601 with offset
  public static List<String> of(List<String> timestamps) {
    List<OffsetDateTime> times = timestamps.stream().map(OffsetDateTime::parse).toList();
    boolean days = times.stream().allMatch(time -> time.toLocalTime().equals(LocalTime.MIDNIGHT));
    if (days) return times.stream().map(time -> time.toLocalDate().toString()).toList();
    boolean moved = times.stream().map(OffsetDateTime::getOffset).distinct().count() > 1;
    DateTimeFormatter format = format(times);
    return times.stream()
        .map(time -> format.format(time) + (moved ? " " + time.getOffset() : ""))
        .toList();
  }

  private static DateTimeFormatter format(List<OffsetDateTime> times) {
    if (times.stream().anyMatch(time -> time.getNano() > 0)) return MILLISECOND;
    return times.stream().anyMatch(time -> time.getSecond() > 0) ? SECOND : MINUTE;
  }
}
