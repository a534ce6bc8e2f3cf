package dev.rondo.server.dataset;

import dev.rondo.forecasting.reading.Place;
import dev.rondo.forecasting.reading.Reading;
import dev.rondo.forecasting.reading.Report;
import dev.rondo.forecasting.reading.Report.Finding;
import dev.rondo.forecasting.reading.Report.Kind;
import dev.rondo.forecasting.reading.TimeText;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.series.StaticColumn;
import dev.rondo.forecasting.series.StaticValues;
import dev.rondo.forecasting.series.TimeAxis;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.Fault;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Makes a dataset of the parts of an [InlineDataset] when all of them are read, and infers what was left out.
final class InlineAssembly {
  private final JsonStream json;
  private final List<InlineSeries> drafts;
  private final List<Column> columns;
  private final boolean stored;
  private final TimeAxis axis;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, StaticColumn.Kind> statics = new LinkedHashMap<>();

  /// Throws [BadRequestException] if a series has a time, but the dataset no frequency.
  ///
  /// @param drafts at least one series
  /// @param columns named columns; empty if the body names none
  /// @param usual columns of the stored dataset that the series are added to; empty for a new dataset
  /// @param frequency null if neither the body nor the query has one
  InlineAssembly(
      JsonStream json,
      List<InlineSeries> drafts,
      List<Column> columns,
      List<Column> usual,
      @Nullable Frequency frequency,
      @Nullable ZoneId zone) {
    this.json = json;
    this.drafts = drafts;
    Frequency step = frequency == null ? counted() : frequency;
    this.axis = new TimeAxis(step, zone == null ? ZoneOffset.UTC : zone);
    this.stored = !usual.isEmpty();
    this.columns =
        !columns.isEmpty() ? columns : stored ? usual : targets(drafts.getFirst().columns());
  }

  private Frequency counted() {
    boolean clocked =
        drafts.stream()
            .anyMatch(draft -> draft.start() != null && !draft.start().matches("[+-]?\\d+"));
    if (clocked) {
      json.fault(
          "/frequency",
          "is required where a series has a start: a duration such as PT1H, P1D or P1M");
      json.refuseFaults();
    }
    infer("frequency", "no frequency and no start were given, so the series count steps");
    return Frequency.STEP;
  }

  private List<Column> targets(int width) {
    infer(
        "columns",
        width == 1 ? "the one column is a target" : "all " + width + " columns are targets");
    if (width == 1) return List.of(new Column("value", Role.TARGET));
    return IntStream.rangeClosed(1, width)
        .mapToObj(i -> new Column("value-" + i, Role.TARGET))
        .toList();
  }

  private void infer(String subject, String detail) {
    findings.add(new Finding(Kind.INFERRED, subject, detail, 1, List.of()));
  }

  /// Throws [BadRequestException] with a pointer to each fault.
  Reading dataset() {
    check();
    // Targets come first, whatever their order in the upload.
    int[] order =
        IntStream.range(0, columns.size())
            .boxed()
            .sorted(Comparator.comparing(i -> columns.get(i).role() != Role.TARGET))
            .mapToInt(i -> i)
            .toArray();
    List<Series> series = new ArrayList<>(drafts.size());
    for (InlineSeries draft : drafts) {
      double[][] values =
          IntStream.of(order).mapToObj(c -> draft.values()[c]).toArray(double[][]::new);
      series.add(new Series(draft.id(), start(draft), values, statics(draft)));
    }
    json.refuseFaults();
    List<Column> sorted = IntStream.of(order).mapToObj(columns::get).toList();
    try {
      return new Reading(
          new Dataset(
              sorted,
              statics.entrySet().stream()
                  .map(one -> new StaticColumn(one.getKey(), one.getValue()))
                  .toList(),
              axis.frequency(),
              axis.zone(),
              series,
              null),
          new Report(findings),
          (one, step) -> Place.at(drafts.get(one).pointer() + "/values/" + step),
          axis.frequency().unit() != Frequency.Unit.STEP,
          List.of());
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(Fault.at("/columns", String.valueOf(e.getMessage())));
    }
  }

  /// The static values of a series, whose columns join those of the dataset.
  private StaticValues statics(InlineSeries draft) {
    Map<String, Double> numbers = new HashMap<>();
    Map<String, String> categories = new HashMap<>();
    draft
        .statics()
        .forEach((name, value) -> {
          StaticColumn.Kind kind =
              value instanceof Double ? StaticColumn.Kind.NUMBER : StaticColumn.Kind.CATEGORY;
          StaticColumn.Kind before = statics.putIfAbsent(name, kind);
          if (before != null && before != kind)
            json.fault(
                draft.pointer() + "/statics/" + name.replace("~", "~0").replace("/", "~1"),
                "must be %s, as in the series before"
                    .formatted(before == StaticColumn.Kind.NUMBER ? "a number" : "a text"));
          if (value instanceof Double number) numbers.put(name, number);
          else categories.put(name, value.toString());
        });
    return new StaticValues(numbers, categories);
  }

  private void check() {
    int width = stored ? columns.size() : drafts.getFirst().columns();
    if (columns.size() != width)
      json.fault(
          "/columns", "names " + columns.size() + " columns, but the first series has " + width);
    if (columns.stream().noneMatch(column -> column.role() == Role.TARGET))
      json.fault("/columns", "must name at least one target");
    for (InlineSeries draft : drafts) {
      if (draft.columns() != width)
        json.fault(
            draft.pointer() + "/values",
            "must have %d columns, as %s has, had %d"
                .formatted(width, stored ? "the dataset" : "the first series", draft.columns()));
      boolean clocked = axis.frequency().unit() != Frequency.Unit.STEP;
      if (draft.start() == null && (clocked || stored))
        json.fault(
            draft.pointer() + "/start",
            clocked
                ? "is required with a frequency: the time of the first value"
                : "is required: the step of the first value");
    }
    json.refuseFaults();
  }

  private long start(InlineSeries draft) {
    if (draft.start() == null) return 0;
    try {
      return TimeText.start(axis, draft.start(), draft.steps());
    } catch (IllegalArgumentException e) {
      json.fault(draft.pointer() + "/start", String.valueOf(e.getMessage()));
      return 0;
    }
  }
}
