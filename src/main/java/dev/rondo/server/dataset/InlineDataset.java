package dev.rondo.server.dataset;

import dev.rondo.forecasting.reading.Reading;
import dev.rondo.forecasting.reading.ReadingOptions;
import dev.rondo.forecasting.reading.Report;
import dev.rondo.forecasting.reading.Report.Finding;
import dev.rondo.forecasting.reading.Report.Kind;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.series.TimeAxis;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.Fault;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.json.JsonMapper;

/// Reads a dataset from JSON: `{frequency?, timeZone?, columns?: [{name, role?}], series: [{id, start?, values}]}`. `values` is
/// `[steps]` for one column or `[steps][columns]`, and null is a missing value. The JSON is read as a stream, so that values take
/// no more memory than their numbers.
final class InlineDataset {
  private static final int MOST_FAULTS = 50;

  private final JsonParser parser;
  private final List<Fault> faults = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();
  private final List<Draft> drafts = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private @Nullable Frequency frequency;
  private @Nullable ZoneId zone;
  private boolean seriesGiven;

  /// A series whose time axis is not yet known.
  @SuppressWarnings("ArrayRecordComponent")
  private record Draft(String pointer, String id, @Nullable String start, double[][] values) {}

  private InlineDataset(JsonParser parser) {
    this.parser = parser;
  }

  /// Throws [BadRequestException] with a pointer to each fault.
  static Reading read(InputStream json, JsonMapper mapper, ReadingOptions options) {
    refuse("timeColumn", options.columns().time());
    refuse(
        "seriesColumn", options.columns().series().isEmpty() ? null : options.columns().series());
    refuse("layout", options.layout());
    refuse("decimal", options.decimal());
    refuse("onDuplicate", options.onDuplicate());
    refuse("onGap", options.onGap());
    refuse("targets", options.columns().targets().isEmpty() ? null : options.columns().targets());
    refuse(
        "pastCovariates",
        options.columns().pastCovariates().isEmpty() ? null : options.columns().pastCovariates());
    refuse(
        "futureCovariates",
        options.columns().futureCovariates().isEmpty()
            ? null
            : options.columns().futureCovariates());
    try (JsonParser parser = mapper.createParser(json)) {
      InlineDataset reader = new InlineDataset(parser);
      reader.frequency = options.frequency();
      reader.zone = options.timeZone();
      try {
        reader.body();
      } catch (JacksonException e) {
        throw new BadRequestException(reader.malformed(e));
      }
      return reader.finish();
    }
  }

  private static void refuse(String parameter, @Nullable Object value) {
    if (value != null) {
      throw new BadRequestException(
          Fault.parameter(
              parameter,
              parameter
                  + " goes with rows of text; inline JSON names its columns and roles in the body"));
    }
  }

  private Fault malformed(JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    Long line = location == null || location.getLineNr() < 1 ? null : (long) location.getLineNr();
    Integer column = location == null || location.getColumnNr() < 1 ? null : location.getColumnNr();
    String reason = e.getOriginalMessage().replaceFirst(": enable `.*", "");
    return new Fault(pointer(), null, line, column, "not valid JSON: " + reason);
  }

  private String pointer() {
    return parser.streamReadContext().pathAsPointer().toString();
  }

  private void fault(String pointer, String detail) {
    faults.add(Fault.at(pointer, detail));
    if (faults.size() >= MOST_FAULTS) throw new BadRequestException(faults);
  }

  private void body() {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new BadRequestException(Fault.at("", "must be an object with series"));
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "frequency" -> frequency();
        case "timeZone" -> timeZone();
        case "columns" -> columns();
        case "series" -> series();
        default -> unknown(name, "frequency, timeZone, columns, series");
      }
    }
    if (parser.nextToken() != null) fault("", "nothing may follow the JSON object");
  }

  private void unknown(String name, String known) {
    fault(pointer(), "there is no member '" + name + "' here; known are " + known);
    parser.skipChildren();
  }

  private void frequency() {
    String text = text();
    if (text == null) return;
    try {
      frequency = Frequency.parse(text);
    } catch (IllegalArgumentException e) {
      fault(pointer(), String.valueOf(e.getMessage()));
    }
  }

  private void timeZone() {
    String text = text();
    if (text == null) return;
    try {
      zone = ZoneId.of(text);
    } catch (DateTimeException _) {
      fault(pointer(), "must be a time zone such as Europe/Berlin, was '" + text + "'");
    }
  }

  private @Nullable String text() {
    if (parser.currentToken() == JsonToken.VALUE_STRING) return parser.getString();
    fault(pointer(), "must be a text");
    parser.skipChildren();
    return null;
  }

  private boolean entersArray() {
    if (parser.currentToken() == JsonToken.START_ARRAY) return true;
    fault(pointer(), "must be an array");
    parser.skipChildren();
    return false;
  }

  private boolean isObject() {
    if (parser.currentToken() == JsonToken.START_OBJECT) return true;
    fault(pointer(), "must be an object");
    parser.skipChildren();
    return false;
  }

  private void columns() {
    if (!entersArray()) return;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String at = pointer();
      if (!isObject()) continue;
      String name = null;
      Role role = Role.TARGET;
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String member = parser.currentName();
        parser.nextToken();
        switch (member) {
          case "name" -> name = text();
          case "role" -> role = role();
          default -> unknown(member, "name, role");
        }
      }
      if (name == null || name.isBlank())
        fault(at + "/name", "is required: the name of the column");
      else columns.add(new Column(name, role));
    }
  }

  private Role role() {
    String text = text();
    for (Role role : Role.values()) {
      if (role.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) return role;
    }
    if (text != null)
      fault(pointer(), "must be target, past-covariate or future-covariate, was '" + text + "'");
    return Role.TARGET;
  }

  private void series() {
    seriesGiven = true;
    if (!entersArray()) return;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String at = pointer();
      if (!isObject()) continue;
      String id = null;
      String start = null;
      double[][] values = null;
      boolean valuesGiven = false;
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String member = parser.currentName();
        parser.nextToken();
        switch (member) {
          case "id" -> id = text();
          case "start" ->
              start =
                  parser.currentToken() == JsonToken.VALUE_NUMBER_INT ? parser.getString() : text();
          case "values" -> {
            valuesGiven = true;
            values = values();
          }
          default -> unknown(member, "id, start, values");
        }
      }
      if (id == null || id.isBlank()) fault(at + "/id", "is required: the name of the series");
      else if (!ids.add(id)) fault(at + "/id", "two series are named '" + id + "'");
      if (!valuesGiven) fault(at + "/values", "is required: an array of numbers and nulls");
      if (id != null && values != null) drafts.add(new Draft(at, id, start, values));
    }
  }

  /// @return `[columns][steps]`, or null after a fault
  private double @Nullable [][] values() {
    String at = pointer();
    if (!entersArray()) return null;
    int before = faults.size();
    List<Doubles> read = new ArrayList<>();
    boolean nested = false;
    int steps = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      boolean row = parser.currentToken() == JsonToken.START_ARRAY;
      if (steps == 0) {
        nested = row;
      } else if (row != nested) {
        fault(pointer(), "all steps must be numbers, or all must be arrays of numbers");
        parser.skipChildren();
        continue;
      }
      steps++;
      if (!row) {
        if (read.isEmpty()) read.add(new Doubles());
        read.getFirst().add(number());
        continue;
      }
      int column = 0;
      String stepAt = pointer();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (steps == 1) read.add(new Doubles());
        double value = number();
        if (column < read.size()) read.get(column).add(value);
        column++;
      }
      if (column != read.size())
        fault(
            stepAt, "must have " + read.size() + " numbers, as the first step has, had " + column);
    }
    if (steps == 0 || read.isEmpty()) fault(at, "must have at least one value");
    return faults.size() > before
        ? null
        : read.stream().map(Doubles::toArray).toArray(double[][]::new);
  }

  private double number() {
    switch (parser.currentToken()) {
      case VALUE_NULL -> {
        return Double.NaN;
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        double value = parser.getDoubleValue();
        if (Double.isFinite(value)) return value;
        fault(
            pointer(), "must be a number within the range of a double, was " + parser.getString());
      }
      default -> {
        fault(pointer(), "must be a number, or null where a value is missing");
        parser.skipChildren();
      }
    }
    return Double.NaN;
  }

  private Reading finish() {
    if (!seriesGiven || (drafts.isEmpty() && faults.isEmpty()))
      fault("/series", "is required: at least one series");
    if (!faults.isEmpty()) throw new BadRequestException(faults);
    List<Finding> findings = new ArrayList<>();
    boolean clocked =
        drafts.stream()
            .anyMatch(draft -> draft.start() != null && !draft.start().matches("[+-]?\\d+"));
    Frequency step = frequency;
    if (step == null) {
      if (clocked) {
        fault(
            "/frequency",
            "is required where a series has a start: a duration such as PT1H, P1D or P1M");
        throw new BadRequestException(faults);
      }
      step = Frequency.STEP;
      findings.add(
          inferred("frequency", "no frequency and no start were given, so the series count steps"));
    }
    TimeAxis axis = new TimeAxis(step, zone == null ? ZoneOffset.UTC : zone);
    int width = drafts.getFirst().values().length;
    List<Column> named = columns.isEmpty() ? targets(width) : columns;
    if (columns.isEmpty())
      findings.add(
          inferred(
              "columns",
              width == 1 ? "the one column is a target" : "all " + width + " columns are targets"));
    check(named, width, step);
    // Targets come first, whatever their order in the upload.
    int[] order =
        IntStream.range(0, named.size())
            .boxed()
            .sorted(Comparator.comparing(i -> named.get(i).role() != Role.TARGET))
            .mapToInt(i -> i)
            .toArray();
    List<Series> series = new ArrayList<>();
    for (Draft draft : drafts) {
      double[][] values = new double[order.length][];
      for (int c = 0; c < order.length; c++) values[c] = draft.values()[order[c]];
      series.add(new Series(draft.id(), start(draft, axis), values));
    }
    if (!faults.isEmpty()) throw new BadRequestException(faults);
    List<Column> sorted = IntStream.of(order).mapToObj(named::get).toList();
    try {
      return new Reading(new Dataset(sorted, step, axis.zone(), series), new Report(findings));
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(Fault.at("/columns", String.valueOf(e.getMessage())));
    }
  }

  private void check(List<Column> named, int width, Frequency step) {
    if (named.size() != width)
      fault("/columns", "names " + named.size() + " columns, but the first series has " + width);
    if (named.stream().noneMatch(column -> column.role() == Role.TARGET))
      fault("/columns", "must name at least one target");
    for (Draft draft : drafts) {
      if (draft.values().length != width) {
        fault(
            draft.pointer() + "/values",
            "must have "
                + width
                + " columns, as the first series has, had "
                + draft.values().length);
      }
      if (step.unit() != Frequency.Unit.STEP && draft.start() == null) {
        fault(
            draft.pointer() + "/start",
            "is required with a frequency: the time of the first value");
      }
    }
    if (!faults.isEmpty()) throw new BadRequestException(faults);
  }

  private long start(Draft draft, TimeAxis axis) {
    if (draft.start() == null) return 0;
    try {
      long start = axis.position(draft.start());
      String refusal = axis.refusal(start);
      if (refusal != null) throw new IllegalArgumentException(refusal);
      axis.requireRange(start, Math.max(1, draft.values()[0].length));
      return start;
    } catch (IllegalArgumentException e) {
      fault(draft.pointer() + "/start", String.valueOf(e.getMessage()));
      return 0;
    }
  }

  private static List<Column> targets(int width) {
    if (width == 1) return List.of(new Column("value", Role.TARGET));
    return IntStream.rangeClosed(1, width)
        .mapToObj(i -> new Column("value-" + i, Role.TARGET))
        .toList();
  }

  private static Finding inferred(String subject, String detail) {
    return new Finding(Kind.INFERRED, subject, detail, 1, List.of());
  }
}
