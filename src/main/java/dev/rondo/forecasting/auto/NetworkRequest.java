package dev.rondo.forecasting.auto;

import dev.rondo.engine.cell.Cell;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A segment network of an ensemble. What is null is chosen from the data; the components are those of [NetworkChoice].
public record NetworkRequest(
    @Nullable Cell cell,
    @Nullable Integer segment,
    @Nullable Integer lookback,
    @Nullable Integer base,
    @Nullable Units units,
    @Nullable Integer width,
    @Nullable Integer batchSize,
    @Nullable Integer steps,
    @Nullable Double learningRate,
    @Nullable Boolean skip) {
  private static final int LONGEST_LOOKBACK = 20_000;

  public NetworkRequest {
    Requested.between("segment", segment, 1, LONGEST_LOOKBACK);
    Requested.between("lookback", lookback, 1, LONGEST_LOOKBACK);
    Requested.between("base", base, 0, LONGEST_LOOKBACK);
    Requested.between("width", width, 1, 1024);
    Requested.between("batchSize", batchSize, 1, 4096);
    Requested.between("steps", steps, 1, 1_000_000);
    if (learningRate != null && !(learningRate > 0 && learningRate <= 1))
      throw new IllegalArgumentException(
          "learningRate must be above 0 and at most 1, was " + learningRate);
    if (segment != null && lookback != null && lookback % segment != 0)
      throw new IllegalArgumentException(
          "lookback must be a multiple of the segment %d, was %d; %d is one"
              .formatted(segment, lookback, Math.ceilDiv(lookback, segment) * segment));
    if (base != null && lookback != null && base > lookback)
      throw new IllegalArgumentException(
          "base must be at most the lookback %d, was %d".formatted(lookback, base));
    if (base != null && base > 0 && units != null && !units.hasBase())
      throw new IllegalArgumentException(
          "base must be 0 with the units %s, which have no base, was %d"
              .formatted(units.name().toLowerCase(Locale.ROOT), base));
  }
}
