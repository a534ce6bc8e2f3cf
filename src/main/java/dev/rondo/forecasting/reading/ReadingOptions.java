package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.series.DecimalSeparator;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.TableColumns;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// The options of an upload; what is null or empty is inferred.
///
/// @param usualFrequency frequency that the times have if `frequency` is null; not used where a table holds no times
/// @param decimal decimal separator of all numbers
/// @param remembered columns and numbers of an earlier table, which are used if they fit and no option contradicts
/// @param knownSeries series that rows may belong to: a column that holds nothing but their ids identifies the series, unless
///     another is named or remembered
public record ReadingOptions(
    NamedColumns columns,
    @Nullable Frequency frequency,
    @Nullable Frequency usualFrequency,
    @Nullable ZoneId timeZone,
    @Nullable Layout layout,
    @Nullable DecimalSeparator decimal,
    @Nullable OnDuplicate onDuplicate,
    @Nullable OnGap onGap,
    @Nullable TableColumns remembered,
    @Nullable KnownSeries knownSeries,
    ReadingMemory memory) {
  /// Options that leave everything to be inferred.
  public static final ReadingOptions NONE =
      new ReadingOptions(
          NamedColumns.NONE,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          ReadingMemory.UNLIMITED);

  /// What a user says about a table; null or empty to infer it.
  public static ReadingOptions of(
      NamedColumns columns,
      @Nullable Frequency frequency,
      @Nullable ZoneId timeZone,
      @Nullable Layout layout,
      @Nullable DecimalSeparator decimal,
      @Nullable OnDuplicate onDuplicate,
      @Nullable OnGap onGap) {
    return new ReadingOptions(
        columns,
        frequency,
        null,
        timeZone,
        layout,
        decimal,
        onDuplicate,
        onGap,
        null,
        null,
        ReadingMemory.UNLIMITED);
  }

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

  /// The same options for other columns and another layout.
  ReadingOptions with(NamedColumns named, @Nullable Layout other) {
    return new ReadingOptions(
        named,
        frequency,
        usualFrequency,
        timeZone,
        other,
        decimal,
        onDuplicate,
        onGap,
        remembered,
        knownSeries,
        memory);
  }

  /// These options, and those of `usual` for what they leave open. If these name a target or a covariate, the roles of `usual`
  /// do not apply. What is remembered, the known series and the memory are those of `usual`.
  public ReadingOptions or(ReadingOptions usual) {
    return new ReadingOptions(
        columns.or(usual.columns),
        frequency == null ? usual.frequency : frequency,
        usual.usualFrequency,
        timeZone == null ? usual.timeZone : timeZone,
        layout == null ? usual.layout : layout,
        decimal == null ? usual.decimal : decimal,
        onDuplicate == null ? usual.onDuplicate : onDuplicate,
        onGap == null ? usual.onGap : onGap,
        usual.remembered,
        usual.knownSeries,
        usual.memory);
  }

  /// The same options with a limit to the memory.
  public ReadingOptions within(ReadingMemory limit) {
    return new ReadingOptions(
        columns,
        frequency,
        usualFrequency,
        timeZone,
        layout,
        decimal,
        onDuplicate,
        onGap,
        remembered,
        knownSeries,
        limit);
  }

  /// How ambiguous times of the earlier table were read; null if not known.
  @Nullable String usualDateOrder() {
    return remembered == null ? null : remembered.dateOrder();
  }

  /// The frequency to expect; null if it is to be inferred.
  ///
  /// @param times whether the table holds times or integer steps
  @Nullable Frequency expectedFrequency(boolean times) {
    return frequency == null && times ? usualFrequency : frequency;
  }
}
