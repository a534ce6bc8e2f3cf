package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.series.Frequency;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an upload says of itself; what is null or empty is inferred.
public record ReadingOptions(
    @Nullable String timeColumn,
    @Nullable String seriesColumn,
    List<String> targets,
    List<String> futureCovariates,
    List<String> pastCovariates,
    @Nullable Frequency frequency,
    @Nullable ZoneId timeZone,
    @Nullable Layout layout,
    @Nullable OnDuplicate onDuplicate,
    @Nullable OnGap onGap) {
  public enum Layout {
    LONG,
    WIDE
  }

  public enum OnDuplicate {
    FAIL,
    FIRST,
    LAST,
    MEAN
  }

  public enum OnGap {
    FAIL,
    NULL,
    INTERPOLATE
  }
}
