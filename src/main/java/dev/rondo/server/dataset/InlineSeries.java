package dev.rondo.server.dataset;

import dev.rondo.server.web.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A series of an [InlineDataset], before the time axis is known.
///
/// @param pointer JSON Pointer to the series
/// @param start time or step of the first value; null if not given
/// @param values `[columns][steps]`
/// @param statics texts and numbers that do not change over time, by the names of their columns
@SuppressWarnings("ArrayRecordComponent")
record InlineSeries(
    String pointer,
    String id,
    @Nullable String start,
    double[][] values,
    Map<String, Object> statics) {

  /// Reads the members of one series.
  private static final class Draft implements JsonStream.Members {
    private final JsonStream json;
    private @Nullable String id;
    private @Nullable String start;
    private double @Nullable [][] values;
    private boolean valuesGiven;
    private final Map<String, Object> statics = new LinkedHashMap<>();

    Draft(JsonStream json) {
      this.json = json;
    }

    @Override
    public boolean read(String member) {
      switch (member) {
        case "id" -> id = json.text();
        case "start" -> start = json.textOrInteger();
        case "values" -> {
          valuesGiven = true;
          values = new Steps(json).read();
        }
        case "statics" -> json.object("the names of static columns", this::statics);
        default -> {
          return false;
        }
      }
      return true;
    }

    private boolean statics(String column) {
      if (column.isBlank() || !Names.plain(column))
        json.fault(json.pointer(), "the name of a static column must be plain text");
      Object value = json.textOrNumber();
      if (value != null) statics.put(column, value);
      return true;
    }
  }

  /// Reads `{id, start?, values, statics?}`.
  ///
  /// @param ids ids of the series before it; this one's is added
  /// @return null after a fault
  static @Nullable InlineSeries read(JsonStream json, Set<String> ids) {
    String at = json.pointer();
    Draft draft = new Draft(json);
    if (!json.object("id, start, values, statics", draft)) return null;
    String id = draft.id;
    double[][] values = draft.values;
    if (id == null || id.isBlank()) json.fault(at + "/id", "is required: the name of the series");
    else if (!ids.add(id)) json.fault(at + "/id", "two series are named '" + id + "'");
    if (!draft.valuesGiven)
      json.fault(at + "/values", "is required: an array of numbers and nulls");
    return id == null || values == null
        ? null
        : new InlineSeries(at, id, draft.start, values, draft.statics);
  }

  int columns() {
    return values.length;
  }

  int steps() {
    return values[0].length;
  }

  /// The steps of a series: all are numbers, or all are arrays of as many numbers.
  private static final class Steps {
    private final JsonStream json;
    private final List<Doubles> columns = new ArrayList<>();
    private boolean nested;
    private int count;

    Steps(JsonStream json) {
      this.json = json;
    }

    /// @return `[columns][steps]`, or null after a fault
    double @Nullable [][] read() {
      String at = json.pointer();
      int before = json.faults();
      if (!json.array(this::step)) return null;
      if (columns.isEmpty()) json.fault(at, "must have at least one value");
      return json.faults() > before
          ? null
          : columns.stream().map(Doubles::toArray).toArray(double[][]::new);
    }

    private void step() {
      if (count == 0) {
        nested = json.atArray();
      } else if (json.atArray() != nested) {
        json.fault(json.pointer(), "all steps must be numbers, or all must be arrays of numbers");
        json.skip();
        return;
      }
      count++;
      if (nested) {
        row();
      } else {
        if (columns.isEmpty()) columns.add(new Doubles());
        columns.getFirst().add(json.number());
      }
    }

    private void row() {
      String at = json.pointer();
      int[] column = {0};
      json.array(() -> {
        if (count == 1) columns.add(new Doubles());
        double value = json.number();
        if (column[0] < columns.size()) columns.get(column[0]).add(value);
        column[0]++;
      });
      if (column[0] != columns.size())
        json.fault(
            at,
            "must have %d numbers, as the first step has, had %d"
                .formatted(columns.size(), column[0]));
    }
  }
}
